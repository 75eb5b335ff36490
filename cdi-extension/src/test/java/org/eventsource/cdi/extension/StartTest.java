package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.net.URL;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StartTest {

    private static StreamServer server;
    private final ClassLoader outer = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void serve() {
        server = new StreamServer();
    }

    @AfterEach
    void stop() {
        Thread.currentThread().setContextClassLoader(outer);
        server.close();
    }

    @ApplicationScoped
    static class Observer {
        void on(@Observes @Stream("prices") MessageEvent message) {}

        void waits(@Observes Startup startup, Recorder recorder) throws InterruptedException {
            recorder.hear(server.request().path);
        }
    }

    private static Application start() {
        return Application.of(Observer.class, Recorder.class)
                .with("eventsource.prices.url", server.url("/prices"))
                .start();
    }

    @Test
    void where_no_start_is_told_streams_open_when_the_scope_begins() throws Exception {
        Thread.currentThread().setContextClassLoader(new TomEE(outer));
        try (Application application = start()) {
            assertThat(application.get(Recorder.class).next()).isEqualTo("/prices");
        }
    }

    /** What is to be seen of the only container that tells nothing. */
    private static final class TomEE extends ClassLoader {

        private TomEE(ClassLoader parent) {
            super(parent);
        }

        @Override
        public URL getResource(String name) {
            String seen = name.equals("org/apache/openejb/cdi/OpenEJBLifecycle.class")
                    ? StartTest.class.getName().replace('.', '/') + ".class"
                    : name;
            return super.getResource(seen);
        }
    }
}
