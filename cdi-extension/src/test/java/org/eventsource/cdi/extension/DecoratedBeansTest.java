package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.RequestCustomizer;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.eventsource.spi.StreamMonitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Decorates beans that streams call. A container announces a decorator like a bean. */
class DecoratedBeansTest {

    private final StreamServer server = new StreamServer();

    public static class Price {
        public int bid;
    }

    @ApplicationScoped
    static class Prices {
        void on(@Observes @Stream("prices") @EventType("tick") Price price, Recorder recorder) {
            recorder.record(price.bid);
        }
    }

    @ApplicationScoped
    static class Token implements RequestCustomizer {
        @Override
        public void customize(Request request) {
            request.header("X-Token", "t");
        }
    }

    @Decorator
    @Priority(1)
    static class DecoratedToken implements RequestCustomizer {
        @Inject
        @Delegate
        @Any
        RequestCustomizer delegate;

        @Override
        public void customize(Request request) throws Exception {
            delegate.customize(request);
            request.header("X-Decorated", "once");
        }
    }

    @ApplicationScoped
    static class Monitor implements StreamMonitor {
        @Inject
        Recorder recorder;

        @Override
        public AutoCloseable handling(String key, MessageEvent message) {
            recorder.record("handling");
            return () -> {};
        }
    }

    @Decorator
    @Priority(1)
    static class DecoratedMonitor implements StreamMonitor {
        @Inject
        @Delegate
        @Any
        StreamMonitor delegate;

        @Inject
        Recorder recorder;

        @Override
        public AutoCloseable handling(String key, MessageEvent message) {
            recorder.record("decorated");
            return delegate.handling(key, message);
        }
    }

    @ApplicationScoped
    static class SharedJsonb {
        @Produces
        @ApplicationScoped
        Jsonb jsonb() {
            return JsonbBuilder.create();
        }
    }

    @Decorator
    @Priority(1)
    abstract static class DecoratedJsonb implements Jsonb {
        @Inject
        @Delegate
        @Any
        Jsonb delegate;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Application start(Class<?>... beans) {
        return Application.of(java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(Prices.class, Recorder.class),
                                java.util.stream.Stream.of(beans))
                        .toArray(Class<?>[]::new))
                .with("eventsource.prices.url", server.url("/"))
                .start();
    }

    @Test
    void a_decorator_is_called_with_the_customizer_that_it_decorates() throws Exception {
        try (Application application = start(Token.class, DecoratedToken.class)) {
            assertThat(application.container().isRunning()).isTrue();
            assertThat(server.request().headers).containsEntry("X-Token", "t").containsEntry("X-Decorated", "once");
        }
    }

    @Test
    void a_decorator_is_called_with_the_monitor_that_it_decorates() throws Exception {
        try (LogFixture log = new LogFixture();
                Application application = start(Monitor.class, DecoratedMonitor.class)) {
            server.request().open().message("tick", "{\"bid\":1}");
            Recorder recorder = application.get(Recorder.class);
            assertThat(recorder.next()).isEqualTo("decorated");
            assertThat(recorder.next()).isEqualTo("handling");
            assertThat(recorder.next()).isEqualTo(1);
            assertThat(log.messages()).noneMatch(line -> line.contains("StreamMonitor"));
        }
    }

    @Test
    void a_decorator_of_json_binding_reads_no_payloads_by_itself() throws Exception {
        try (Application application = start(SharedJsonb.class, DecoratedJsonb.class)) {
            Exchange exchange = server.request().open();
            exchange.message("tick", "{\"bid\":1}");
            assertThat(application.get(Recorder.class).next()).isEqualTo(1);
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Bound {}

    @Interceptor
    @Bound
    @Priority(1)
    static class Intercepting {
        @Inject
        @Stream("quotes")
        EventSource source;

        @AroundInvoke
        Object around(InvocationContext call) throws Exception {
            return source.url() + " " + call.proceed();
        }
    }

    @Bound
    @ApplicationScoped
    static class Called {
        String call() {
            return "called";
        }
    }

    @Test
    void a_stream_can_be_injected_into_an_interceptor() {
        try (Application application = Application.of(Intercepting.class, Called.class)
                .with("eventsource.quotes.url", "http://127.0.0.1:1/")
                .start()) {
            assertThat(application.get(Called.class).call()).isEqualTo("http://127.0.0.1:1/ called");
        }
    }
}
