package org.eventsource.cdi.extension.streams;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.eventsource.cdi.RequestCustomizer;
import org.eventsource.cdi.extension.config.StreamSettings;
import org.eventsource.cdi.extension.observers.StreamDispatcher;
import org.eventsource.cdi.extension.threads.Gate;
import org.eventsource.impl.transport.HeaderSyntax;

/** Calls the application's customizers for the headers of a stream's next request. */
public final class CustomizedHeaders implements Supplier<Map<String, String>> {

    private final StreamSettings settings;
    private final StreamDispatcher dispatcher;
    private final Gate gate;

    public CustomizedHeaders(StreamSettings settings, StreamDispatcher dispatcher, Gate gate) {
        this.settings = settings;
        this.dispatcher = dispatcher;
        this.gate = gate;
    }

    @Override
    public Map<String, String> get() {
        HeaderRequest request = new HeaderRequest(settings.key(), settings.url());
        if (!gate.run(() -> customize(request))) {
            throw new IllegalStateException("the application has stopped");
        }
        return request.headers();
    }

    private void customize(HeaderRequest request) {
        try {
            dispatcher.customize(request);
        } catch (Exception e) {
            throw new IllegalStateException("a request customizer failed: " + e, e);
        }
    }

    private record HeaderRequest(String key, URI url, Map<String, String> headers)
            implements RequestCustomizer.Request {

        private HeaderRequest(String key, URI url) {
            this(key, url, new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
        }

        @Override
        public void header(String name, String value) {
            HeaderSyntax.checkValue(HeaderSyntax.checkName(name), value);
            headers.remove(name);
            headers.put(name, value);
        }
    }
}
