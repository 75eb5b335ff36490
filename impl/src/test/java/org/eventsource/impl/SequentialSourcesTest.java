package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eventsource.EventSource;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.CertificateAuthority;
import org.eventsource.itests.support.ForkedJvm;
import org.eventsource.itests.support.StoreFiles;
import org.eventsource.itests.support.TlsRelay;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sources that are opened one after the other, in a JVM that may open few files. Nothing calls the collector. */
class SequentialSourcesTest {

    private static final int FILES = 300;

    private SseServer server;

    @BeforeEach
    void start() {
        server = SseServer.start().on("/", connection -> {
            connection.stream("data: x\n\n");
            connection.waitForClientClose();
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = TransportKind.class,
            names = {"AUTO", "JDK"})
    void release_their_files(TransportKind kind) throws Exception {
        assertThat(result(kind, List.of(), server.url("/"), 1000)).isEqualTo("source: all were opened and closed");
    }

    /** A client that stayed would hold three files, so fewer sources would need too many. */
    @Test
    void release_their_files_over_tls(@TempDir Path directory) throws Exception {
        CertificateAuthority authority = CertificateAuthority.in(Files.createDirectory(directory.resolve("authority")));
        KeyStore keys = authority.issue("server", "EC", "ip:127.0.0.1");
        Path trusted = StoreFiles.store(directory.resolve("trusted.p12"), "PKCS12", authority.trustStore());
        List<String> options = List.of(
                "-Djavax.net.ssl.trustStore=" + trusted,
                "-Djavax.net.ssl.trustStoreType=PKCS12",
                "-Djavax.net.ssl.trustStorePassword=" + CertificateAuthority.PASSWORD);
        try (TlsRelay relay = TlsRelay.to(server.uri("/"), authority.context(keys))) {
            assertThat(result(TransportKind.AUTO, options, relay.url("/"), FILES))
                    .isEqualTo("source: all were opened and closed");
        }
    }

    static String result(TransportKind kind, List<String> options, String url, int sources) throws Exception {
        try (ForkedJvm jvm =
                ForkedJvm.startWithFiles(FILES, Sequence.class, options, kind.name(), url, String.valueOf(sources))) {
            return jvm.awaitLine("source: ");
        }
    }

    /** Opens each source after the one before was closed, and prints the first failure. */
    static final class Sequence {

        private static final int STEP = 50;

        /** A loaded machine takes long for a handshake. */
        private static final Duration PATIENT = Duration.ofMinutes(1);

        private Sequence() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws Exception {
            int sources = Integer.parseInt(arguments[2]);
            for (int i = 0; i < sources; i++) {
                openAndClose(TransportKind.valueOf(arguments[0]), arguments[1]);
                if (i % STEP == 0) {
                    System.out.println("opened " + i);
                }
            }
            System.out.println("source: all were opened and closed");
        }

        @SuppressWarnings("SystemOut")
        private static void openAndClose(TransportKind kind, String url) throws InterruptedException {
            CountDownLatch heard = new CountDownLatch(1);
            try (EventSource unused = EventSource.builder(url)
                    .transport(kind)
                    .connectTimeout(PATIENT)
                    .onMessage(message -> heard.countDown())
                    .onError(error -> System.out.println("source: " + error.reason()))
                    .open()) {
                heard.await();
            } catch (RuntimeException | Error e) {
                System.out.println("source: " + e);
                throw e;
            }
        }
    }
}
