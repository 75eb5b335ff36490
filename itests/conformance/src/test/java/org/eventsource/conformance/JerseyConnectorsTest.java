package org.eventsource.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.Configuration;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.Recorder;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client of the application over each connector of Jersey. They are on the class path of a profile only. */
@Execution(ExecutionMode.SAME_THREAD)
@EnabledIfSystemProperty(named = "jersey.connectors", matches = "true")
class JerseyConnectorsTest {

    private static final String JERSEY = "org.glassfish.jersey.";
    private static final String DEFAULT = "client.HttpUrlConnectorProvider";
    private static final String APACHE = "apache.connector.ApacheConnectorProvider";
    private static final String APACHE_5 = "apache5.connector.Apache5ConnectorProvider";
    private static final String JAVA_NET_HTTP = "jnh.connector.JavaNetHttpConnectorProvider";
    private static final String NETTY = "netty.connector.NettyConnectorProvider";
    private static final String GRIZZLY = "grizzly.connector.GrizzlyConnectorProvider";
    private static final String JETTY = "jetty.connector.JettyConnectorProvider";

    /** The first version of Java on which streams are read on virtual threads. */
    private static final int VIRTUAL_THREADS = 24;

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Logger logger = Logger.getLogger("org.eventsource.impl.rest");
    private final Queue<String> warnings = new ConcurrentLinkedQueue<>();
    private final Handler handler = new Warnings();
    private final Recorder recorder = new Recorder();
    private SseServer server;

    private final class Warnings extends Handler {

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel() == Level.WARNING) {
                warnings.add(entry.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    static Stream<String> fit() {
        return Stream.of(DEFAULT, APACHE, APACHE_5, JAVA_NET_HTTP);
    }

    /** Netty's connector carries streams, too, and does not end them. */
    static Stream<String> carrying() {
        return Stream.concat(fit(), Stream.of(NETTY));
    }

    @BeforeEach
    void start() throws Exception {
        server = SseServer.start();
        logger.addHandler(handler);
    }

    @AfterEach
    void stop() throws Exception {
        logger.removeHandler(handler);
        server.close();
    }

    /** Made by names, as no other run of this module has Jersey on its class path for the compiler. */
    private static Client client(String connector) throws ReflectiveOperationException {
        Class<?> type = Class.forName(JERSEY + "client.ClientConfig");
        Object configuration = type.getConstructor().newInstance();
        type.getMethod("connectorProvider", Class.forName(JERSEY + "client.spi.ConnectorProvider"))
                .invoke(
                        configuration,
                        Class.forName(JERSEY + connector).getConstructor().newInstance());
        return ClientBuilder.newClient((Configuration) configuration);
    }

    private EventSource open(Client client) {
        return EventSource.builder(server.uri("/"))
                .client(client)
                .reconnectionTime(Duration.ofMillis(100))
                .addEventListener(Event.class, recorder)
                .open();
    }

    @ParameterizedTest
    @MethodSource("carrying")
    void passes_on_each_event_while_the_stream_is_open(String connector) throws Exception {
        Gate heard = new Gate();
        server.on("/", connection -> {
            connection.stream("data: first\n\n");
            heard.await();
            connection.events("data: second\n\n");
        });
        Client client = client(connector);
        try (EventSource unused = open(client)) {
            recorder.nextOpen();
            assertThat(recorder.nextMessage().data()).isEqualTo("first");
            heard.open();
            assertThat(recorder.nextMessage().data()).isEqualTo("second");
        } finally {
            client.close();
        }
    }

    @ParameterizedTest
    @MethodSource("carrying")
    void resumes_after_the_end_of_a_stream(String connector) throws Exception {
        server.on("/", connection -> connection.stream("id: 7\ndata: x\n\n"), connection -> connection.respond(204));
        Client client = client(connector);
        try (EventSource unused = open(client)) {
            server.nextRequest();
            assertThat(server.nextRequest().lastEventId()).contains("7");
        } finally {
            client.close();
        }
    }

    @ParameterizedTest
    @MethodSource("fit")
    void ends_the_connection_of_a_closed_source(String connector) throws Exception {
        assumeTrue(
                Runtime.version().feature() >= VIRTUAL_THREADS,
                "on platform threads the connection of a client of the application may stay until the server sends");
        Gate left = new Gate();
        server.on("/", connection -> {
            connection.stream("data: x\n\n");
            connection.waitForClientClose();
            left.open();
        });
        Client client = client(connector);
        try (EventSource source = open(client)) {
            recorder.nextOpen();
            recorder.nextMessage();
            source.close();
            left.await();
        } finally {
            client.close();
        }
        assertThat(warnings).isEmpty();
    }

    /** If this fails over a newer version, that connector may be fit by now. */
    @ParameterizedTest
    @ValueSource(strings = {GRIZZLY, JETTY})
    void gets_no_message_while_the_stream_is_open_over_a_connector_that_is_unfit(String connector) throws Exception {
        server.on("/", connection -> {
            connection.stream("data: x\n\n");
            connection.waitForClientClose();
        });
        Client client = client(connector);
        try (EventSource unused = EventSource.builder(server.uri("/"))
                .client(client)
                .connectTimeout(TIMEOUT)
                .idleTimeout(TIMEOUT)
                .addEventListener(MessageEvent.class, recorder)
                .onError(recorder)
                .open()) {
            recorder.nextError();
        } finally {
            server.close();
            client.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {NETTY, GRIZZLY, JETTY})
    void logs_at_the_first_attempt_that_a_connector_is_unfit(String connector) throws Exception {
        server.on("/", connection -> connection.respond(204));
        Client client = client(connector);
        try (EventSource unused = open(client)) {
            await().atMost(Patience.LIMIT).until(() -> !warnings.isEmpty());
            assertThat(List.copyOf(warnings)).first().asString().startsWith(JERSEY + connector);
        } finally {
            client.close();
        }
    }
}
