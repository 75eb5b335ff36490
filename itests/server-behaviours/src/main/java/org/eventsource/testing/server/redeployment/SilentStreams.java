package org.eventsource.testing.server.redeployment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import javax.management.JMException;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.eventsource.testing.server.application.Heard;
import org.eventsource.testing.server.application.Quote;

/** Uses streams in all ways. Each stream sends one event and is silent afterwards. */
@ApplicationScoped
public class SilentStreams {

    @Inject
    Heard heard;

    @Inject
    @Stream("injected")
    EventSource source;

    void start(@Observes @Initialized(ApplicationScoped.class) Object scope) throws JMException {
        ClassLoaders.add(SilentStreams.class.getClassLoader());
        source.onMessage(message -> heard.add("listener", message.data()));
    }

    void end(@Observes @BeforeDestroyed(ApplicationScoped.class) Object scope) {
        KeptByGlassFish.releaseConfig();
    }

    void observe(@Observes @Stream("observed") @EventType("quote") Quote quote) {
        heard.add("observer", quote.symbol());
    }

    void observeLater(@ObservesAsync @Stream("observed") MessageEvent message) {
        heard.add("asynchronous observer", message.type());
    }
}
