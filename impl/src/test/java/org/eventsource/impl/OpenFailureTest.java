package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.TransportKind;
import org.eventsource.impl.transport.BlockingThreads;
import org.eventsource.impl.transport.UrlTemplate;
import org.eventsource.itests.support.Patience;
import org.glassfish.jersey.client.JerseyClient;
import org.glassfish.jersey.client.JerseyClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFailureTest {

    private final ClassLoader usual = Thread.currentThread().getContextClassLoader();

    /** Jakarta REST looks for a service in the context class loader. */
    @BeforeEach
    void trackClients(@TempDir Path directory) throws Exception {
        TrackedClients.MADE.clear();
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(ClientBuilder.class.getName()), TrackedClients.class.getName());
        Thread.currentThread()
                .setContextClassLoader(new OwnServices(directory.toUri().toURL(), usual));
    }

    @AfterEach
    void trackNoMore() {
        Thread.currentThread().setContextClassLoader(usual);
    }

    @Test
    void gives_back_the_client_that_was_made_before() {
        SharedResources resources = new SharedResources(new FailingThreads());
        SourceBuilder builder =
                resources.builder(UrlTemplate.of("http://127.0.0.1/")).transport(TransportKind.REST);

        assertThatThrownBy(builder::open).isInstanceOf(OutOfMemoryError.class);

        assertThat(resources.isUnused()).isTrue();
        assertThat(TrackedClients.MADE).hasSize(1);
        await().atMost(Patience.LIMIT).until(() -> TrackedClients.MADE.get(0).isClosed());
    }

    /** Returns threads for the choice of a client, and none for the source. */
    private static final class FailingThreads implements Threads {

        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Executor executor() {
            return Threads.own().executor();
        }

        @Override
        public BlockingThreads blocking() {
            if (asked.incrementAndGet() > 1) {
                throw new OutOfMemoryError("by the test");
            }
            return new BlockingThreads(Thread::new, false);
        }
    }

    /** Finds its own services before others. */
    private static final class OwnServices extends URLClassLoader {

        OwnServices(URL directory, ClassLoader parent) {
            super(new URL[] {directory}, parent);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            Enumeration<URL> own = findResources(name);
            return own.hasMoreElements() ? own : super.getResources(name);
        }
    }

    /** Creates Jersey's clients and records them. */
    public static final class TrackedClients extends JerseyClientBuilder {

        private static final List<JerseyClient> MADE = new CopyOnWriteArrayList<>();

        @Override
        public JerseyClient build() {
            JerseyClient client = super.build();
            MADE.add(client);
            return client;
        }
    }
}
