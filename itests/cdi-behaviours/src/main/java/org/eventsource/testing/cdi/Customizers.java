package org.eventsource.testing.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.RequestCustomizer;
import org.eventsource.cdi.Stream;

/** Contains beans that add headers to requests, and an observer of the headers that the server received. */
@ApplicationScoped
public class Customizers {

    @Inject
    Heard heard;

    void on(@Observes @Stream("customized") MessageEvent message) {
        heard.add("customized", message.data());
    }

    void failed(@Observes @Stream("customized") ErrorEvent error) {
        heard.add("customized", error.reason());
    }

    /** Adds headers to the requests of every stream. */
    @Dependent
    public static class All implements RequestCustomizer {
        @Override
        public void customize(Request request) {
            request.header("X-All", request.key());
            request.header("X-Token", "replaced by the stream's own");
        }
    }

    /** Throws an exception for the second request, because it has no token. */
    @ApplicationScoped
    @Stream("customized")
    public static class Tokens implements RequestCustomizer {

        private final AtomicInteger requests = new AtomicInteger();

        @Override
        public void customize(Request request) throws Exception {
            int number = requests.incrementAndGet();
            if (number == 2) {
                throw new Exception("no token");
            }
            request.header("x-token", "t" + number);
        }
    }
}
