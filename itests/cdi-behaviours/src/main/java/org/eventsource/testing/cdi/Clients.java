package org.eventsource.testing.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.net.CookieHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;

/** A client of the application for one stream, which is injected nowhere. */
@ApplicationScoped
public class Clients {

    @Inject
    Heard heard;

    void on(@Observes @Stream("carried") MessageEvent message) {
        heard.add("carried", message.data());
    }

    /** Provides a client that sends a cookie. */
    @Dependent
    public static class Producer {

        @Produces
        @Stream("carried")
        HttpClient client() {
            return HttpClient.newBuilder().cookieHandler(new OneCookie()).build();
        }
    }

    private static final class OneCookie extends CookieHandler {

        @Override
        public Map<String, List<String>> get(URI uri, Map<String, List<String>> requestHeaders) {
            return Map.of("Cookie", List.of("node=b"));
        }

        @Override
        public void put(URI uri, Map<String, List<String>> responseHeaders) {}
    }
}
