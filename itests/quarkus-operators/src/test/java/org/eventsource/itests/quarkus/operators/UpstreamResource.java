package org.eventsource.itests.quarkus.operators;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.eventsource.itests.operators.Upstream;

/** Runs the server of the streams while the application runs. */
public class UpstreamResource implements QuarkusTestResourceLifecycleManager {

    private Upstream upstream;

    @Override
    public Map<String, String> start() {
        upstream = Upstream.start();
        return upstream.properties();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(upstream, field -> field.getType() == Upstream.class);
    }

    @Override
    public void stop() {
        upstream.close();
    }
}
