package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.util.concurrent.BlockingQueue;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.Test;

/** Gets sources by their key. A bean of the application creates them. */
class ProvidedSourceTest {

    @Dependent
    static class Helper {

        @Inject
        Recorder recorder;

        void make() {
            recorder.record("made");
        }

        @PreDestroy
        void destroy() {
            recorder.record("helper destroyed");
        }
    }

    @ApplicationScoped
    static class Fakes {

        @Produces
        @Stream("prices")
        EventSource source(Helper helper) {
            helper.make();
            return source();
        }

        void dispose(@Disposes @Stream("prices") EventSource source, Recorder recorder) {
            recorder.record("disposed");
        }

        /** Returns a source that is open until it is closed. */
        private static EventSource source() {
            ReadyState[] state = {ReadyState.OPEN};
            return (EventSource) Proxy.newProxyInstance(
                    EventSource.class.getClassLoader(),
                    new Class<?>[] {EventSource.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "close" -> {
                            state[0] = ReadyState.CLOSED;
                            yield null;
                        }
                        case "readyState" -> state[0];
                        case "equals" -> proxy == arguments[0];
                        case "hashCode" -> System.identityHashCode(proxy);
                        default -> method.getName();
                    });
        }
    }

    private static Application start() {
        return Application.of(Fakes.class, Helper.class, Recorder.class).start();
    }

    @Test
    void one_that_was_closed_is_destroyed_when_the_next_is_made() {
        try (Application application = start()) {
            EventSources sources = application.get(EventSources.class);
            sources.get("prices").close();

            sources.get("prices");

            assertThat(application.get(Recorder.class).records()).contains("disposed");
        }
    }

    @Test
    void one_that_is_open_is_not_destroyed_when_the_next_is_made() {
        try (Application application = start()) {
            EventSources sources = application.get(EventSources.class);
            sources.get("prices");
            application.get(Recorder.class).records().clear();

            sources.get("prices");

            assertThat(application.get(Recorder.class).records()).doesNotContain("disposed");
        }
    }

    @Test
    void all_are_destroyed_with_the_application() {
        Application application = start();
        BlockingQueue<Object> received = application.get(Recorder.class).records();
        application.get(EventSources.class).get("prices");

        application.close();

        assertThat(received).contains("made", "disposed");
    }
}
