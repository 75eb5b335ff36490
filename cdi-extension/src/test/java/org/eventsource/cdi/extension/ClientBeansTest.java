package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.ws.rs.client.Client;
import java.lang.reflect.Proxy;
import java.net.CookieHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.junit.jupiter.api.Test;

/** HTTP clients of the application as beans. */
class ClientBeansTest extends ApplicationFixture {

    @ApplicationScoped
    static class Observer {
        void on(@Observes @Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.record(message.data());
        }
    }

    private static HttpClient sending(String cookie) {
        CookieHandler cookies = new CookieHandler() {
            @Override
            public Map<String, List<String>> get(URI uri, Map<String, List<String>> requestHeaders) {
                return Map.of("Cookie", List.of(cookie));
            }

            @Override
            public void put(URI uri, Map<String, List<String>> responseHeaders) {}
        };
        return HttpClient.newBuilder().cookieHandler(cookies).build();
    }

    @Dependent
    static class OfHttp {
        @Produces
        @Stream("prices")
        @ApplicationScoped
        HttpClient client() {
            return sending("a=1");
        }
    }

    @Dependent
    static class Unqualified {
        @Produces
        HttpClient client() {
            return sending("a=2");
        }

        @Produces
        @Stream("others")
        HttpClient others() {
            return sending("a=3");
        }
    }

    /** Its client has no implementation: it is given to a stream that is refused. */
    @Dependent
    static class OfRest {
        @Produces
        @Stream("prices")
        Client client() {
            return (Client) Proxy.newProxyInstance(
                    Client.class.getClassLoader(), new Class<?>[] {Client.class}, (proxy, method, arguments) -> {
                        throw new UnsupportedOperationException(method.getName());
                    });
        }
    }

    @Dependent
    static class Following {
        @Produces
        @Stream("prices")
        HttpClient client() {
            return HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.ALWAYS)
                    .build();
        }
    }

    @Dependent
    static class Failing {
        @Produces
        @Stream("prices")
        HttpClient client() {
            throw new IllegalStateException("on purpose");
        }
    }

    /** Its client cannot be made at first. */
    @ApplicationScoped
    static class OnceAway {

        private final AtomicBoolean wasAsked = new AtomicBoolean();

        @Produces
        @Stream("others")
        HttpClient client() {
            if (wasAsked.compareAndSet(false, true)) {
                throw new IllegalStateException("on purpose");
            }
            return sending("a=4");
        }
    }

    private Application.Builder application(Class<?>... clients) {
        Class<?>[] classes = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(Observer.class, Recorder.class), java.util.stream.Stream.of(clients))
                .toArray(Class<?>[]::new);
        return Application.of(classes)
                .with("eventsource.prices.url", server.url("/prices"))
                .with("eventsource.others.url", server.url("/others"));
    }

    private Exchange firstRequest(Class<?>... clients) throws Exception {
        application = application(clients).start();
        return server.request();
    }

    private void assertFails(Application.Builder builder, String problem) {
        assertThatThrownBy(() -> application = builder.start()).hasStackTraceContaining(problem);
    }

    @Test
    void of_java_net_http_carry_the_stream_with_their_qualifier() throws Exception {
        Exchange exchange = firstRequest(OfHttp.class);
        exchange.open().message("1");

        assertThat(exchange.headers.get("Cookie")).isEqualTo("a=1");
        assertThat(application.get(Recorder.class).next()).isEqualTo("1");
    }

    @Test
    void without_that_qualifier_are_not_used() throws Exception {
        assertThat(firstRequest(Unqualified.class).headers.get("Cookie")).isNull();
    }

    @Test
    void carry_streams_that_a_program_names() throws Exception {
        firstRequest(Unqualified.class).open();
        application
                .get(EventSources.class)
                .builder("others")
                .onMessage(message -> {})
                .open();

        Exchange other = server.request();

        assertThat(other.path).isEqualTo("/others");
        assertThat(other.headers.get("Cookie")).isEqualTo("a=3");
    }

    @Test
    void that_cannot_be_made_at_first_are_asked_again_by_the_next_listener() throws Exception {
        firstRequest(OnceAway.class).open();
        EventSource source = application.get(EventSources.class).get("others");
        assertThatThrownBy(() -> source.onMessage(message -> {})).hasStackTraceContaining("on purpose");
        source.onMessage(message -> {});

        assertThat(server.request().headers.get("Cookie")).isEqualTo("a=4");
    }

    @Test
    void of_both_kinds_for_one_stream_fail_the_deployment() {
        assertFails(application(OfHttp.class, OfRest.class), "stream \"prices\" has 2 beans of an HTTP client: ");
    }

    @Test
    void that_follow_redirects_fail_the_deployment() {
        assertFails(application(Following.class), "httpClient: it follows redirects itself; ");
    }

    @Test
    void that_cannot_be_made_fail_the_deployment() {
        assertFails(application(Failing.class), "the bean of the HTTP client of stream \"prices\" fails: ");
    }

    @Test
    void beside_another_transport_fail_the_deployment() {
        assertFails(
                application(OfRest.class).with("eventsource.prices.transport", "jdk"),
                "client: given, but the transport is set to JDK");
    }

    @Test
    void beside_a_setting_of_a_proxy_fail_the_deployment() {
        assertFails(
                application(OfHttp.class).with("eventsource.prices.proxy", "http://127.0.0.1:9"),
                "httpClient: given, but so is a setting of a proxy, of a trust store or of a key store");
    }
}
