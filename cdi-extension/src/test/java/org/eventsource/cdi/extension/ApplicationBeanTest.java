package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Specializes;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Configures no URL: a stream that the application provides itself needs none. */
class ApplicationBeanTest {

    private Application application;

    @ApplicationScoped
    static class Fake {
        private final EventSource source = (EventSource) Proxy.newProxyInstance(
                EventSource.class.getClassLoader(), new Class<?>[] {EventSource.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });

        @Produces
        @Stream("prices")
        EventSource source() {
            return source;
        }

        EventSource get() {
            return source;
        }
    }

    @Dependent
    static class Injected {
        @Inject
        @Stream("prices")
        EventSource source;

        @Inject
        @Stream("prices")
        Event<MessageEvent> messages;
    }

    @ApplicationScoped
    static class Observer {
        void on(@Observes @Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.record(message.data());
        }
    }

    @BeforeEach
    void start() {
        application = Application.of(Fake.class, Injected.class, Observer.class, Recorder.class)
                .start();
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void the_application_s_bean_is_injected_instead_of_a_stream() {
        assertThat(application.get(Injected.class).source)
                .isSameAs(application.get(Fake.class).get());
    }

    @Test
    void event_sources_return_the_bean_by_its_key() {
        assertThat(application.get(EventSources.class).get("prices"))
                .isSameAs(application.get(Fake.class).get());
    }

    @Test
    void its_observers_receive_what_the_application_fires() throws Exception {
        application.get(Injected.class).messages.fire(MessageEvent.of("message", "mine"));
        assertThat(application.get(Recorder.class).next()).isEqualTo("mine");
    }

    @ApplicationScoped
    static class Specialized extends Fake {
        @Override
        @Produces
        @Specializes
        @Stream("prices")
        EventSource source() {
            return super.source();
        }
    }

    @Test
    void event_sources_return_the_bean_that_specializes_another() {
        try (Application specialized =
                Application.of(Fake.class, Specialized.class, Injected.class).start()) {
            assertThat(specialized.get(EventSources.class).get("prices"))
                    .isSameAs(specialized.get(Injected.class).source);
        }
    }
}
