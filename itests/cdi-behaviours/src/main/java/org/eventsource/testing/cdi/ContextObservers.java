package org.eventsource.testing.cdi;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;

/** Contains observers that share a counter within one request. */
@ApplicationScoped
public class ContextObservers {

    @Inject
    Heard heard;

    @Inject
    Count count;

    void one(@Observes @Stream("contexts") MessageEvent message) {
        heard.add("contexts", count.next("contexts"));
    }

    void two(@Observes @Stream("contexts") MessageEvent message) {
        heard.add("contexts", count.next("contexts"));
    }

    void spared(@Observes @Stream("spared") MessageEvent message) {
        try {
            heard.add("spared", count.next("spared"));
        } catch (ContextNotActiveException e) {
            heard.add("spared", "no context");
        }
    }

    /** Starts at zero in each request. */
    @RequestScoped
    public static class Count {

        @Inject
        Heard heard;

        private int count;
        private String name = "";

        public int next(String user) {
            name = user;
            return ++count;
        }

        @PreDestroy
        void end() {
            heard.add(name, "end");
        }
    }
}
