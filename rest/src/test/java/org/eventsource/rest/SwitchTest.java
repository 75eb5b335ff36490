package org.eventsource.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.sse.SseEventSource;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SwitchTest {

    private static final String OURS = "org.eventsource.impl.sse";

    @Test
    void with_this_artifact_jakarta_rest_gives_out_our_source() {
        assertThat(packageOf(SseEventSource::target)).isEqualTo(OURS);
    }

    @Test
    void by_name_our_source_is_given_out_though_another_comes_first() {
        Thread thread = Thread.currentThread();
        ClassLoader outer = thread.getContextClassLoader();
        thread.setContextClassLoader(new LastFirst(outer));
        try {
            assertThat(packageOf(SseEventSource::target)).startsWith("org.glassfish.jersey.");
            assertThat(packageOf(SseEventSources::target)).isEqualTo(OURS);
        } finally {
            thread.setContextClassLoader(outer);
        }
    }

    private static String packageOf(Function<WebTarget, SseEventSource.Builder> target) {
        Client client = ClientBuilder.newClient();
        try (SseEventSource source =
                target.apply(client.target("http://localhost/")).build()) {
            return source.getClass().getPackageName();
        } finally {
            client.close();
        }
    }

    /** Finds services in the order of a server, which gives its own before the application's. */
    private static final class LastFirst extends ClassLoader {

        private LastFirst(ClassLoader parent) {
            super(parent);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            List<URL> all = Collections.list(super.getResources(name));
            Collections.reverse(all);
            return Collections.enumeration(all);
        }
    }
}
