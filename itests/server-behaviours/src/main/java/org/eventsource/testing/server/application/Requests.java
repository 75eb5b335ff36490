package org.eventsource.testing.server.application;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;

/** Contains two observers that share a counter within one request. */
@ApplicationScoped
public class Requests {

    @Inject
    Heard heard;

    @Inject
    Count count;

    void one(@Observes @Stream("requests") MessageEvent message) {
        heard.add("requests", count.next());
    }

    void other(@Observes @Stream("requests") MessageEvent message) {
        heard.add("requests", count.next());
    }

    /** Starts at zero in each request. */
    @RequestScoped
    public static class Count {

        @Inject
        Heard heard;

        private int count;

        public int next() {
            return ++count;
        }

        @PreDestroy
        void end() {
            heard.add("requests", "end");
        }
    }
}
