package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.itests.support.CertificateAuthority;
import org.eventsource.itests.support.HttpProxy;
import org.eventsource.itests.support.StoreFiles;
import org.eventsource.itests.support.TlsRelay;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of proxies, certificates and keys. */
class ClientOptionsTest {

    private static final String STREAM = "eventsource.prices.";

    @TempDir
    private static Path tools;

    private static CertificateAuthority authority;
    private static KeyStore server;
    private static KeyStore alice;

    @TempDir
    private Path files;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private SseServer plain;

    @BeforeAll
    static void issue() throws Exception {
        authority = CertificateAuthority.in(tools);
        server = authority.issue("server", "EC", "ip:127.0.0.1");
        alice = authority.issue("alice", "EC", "dns:alice");
    }

    @BeforeEach
    void start() {
        plain = closed(SseServer.start().on("/", connection -> {
            connection.stream("data: x\n\n");
            connection.waitForClientClose();
        }));
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = opened.size(); i > 0; i--) {
            opened.get(i - 1).close();
        }
    }

    private <T extends AutoCloseable> T closed(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    @ApplicationScoped
    static class Observer {
        void on(@Observes @Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.record(message.data());
        }
    }

    private static Application.Builder to(String url) {
        return Application.of(Observer.class, Recorder.class).with(STREAM + "url", url);
    }

    private void assertStreams(Application.Builder builder) throws Exception {
        assertThat(closed(builder.start()).get(Recorder.class).next()).isEqualTo("x");
    }

    private void assertFails(Application.Builder builder, String problem) {
        assertThatThrownBy(() -> closed(builder.start())).hasStackTraceContaining(problem);
    }

    @Test
    void carry_a_stream_through_a_proxy_with_certificates_of_both_sides() throws Exception {
        TlsRelay relay = closed(TlsRelay.demandingCertificates(plain.uri("/"), authority.context(server)));
        HttpProxy proxy = closed(HttpProxy.passing());
        assertStreams(to(relay.url("/"))
                .with(STREAM + "proxy", proxy.url())
                .with(
                        STREAM + "trust-store",
                        StoreFiles.pem(files.resolve("ca.pem"), authority.trustStore())
                                .toString())
                .with(
                        STREAM + "key-store",
                        StoreFiles.store(files.resolve("alice.p12"), "PKCS12", alice)
                                .toString())
                .with(STREAM + "key-store-password", CertificateAuthority.PASSWORD));

        assertThat(relay.clients()).containsExactly("CN=alice");
        assertThat(proxy.requests()).containsExactly("CONNECT 127.0.0.1:" + relay.port() + " HTTP/1.1");
    }

    @Test
    void log_in_at_a_proxy() throws Exception {
        HttpProxy proxy = closed(HttpProxy.demanding("anna", "s3cret"));
        assertStreams(to(plain.url("/"))
                .with(STREAM + "proxy", proxy.url())
                .with(STREAM + "proxy-username", "anna")
                .with(STREAM + "proxy-password", "s3cret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example.org:3128",
                "http://proxy.example.org",
                "https://proxy.example.org:3128",
                "http://anna:s3cret@proxy.example.org:3128",
                "http://proxy.example.org:99999"
            })
    void refuse_what_is_no_proxy_and_do_not_quote_it(String value) {
        assertThatThrownBy(() ->
                        closed(to(plain.url("/")).with(STREAM + "proxy", value).start()))
                .hasStackTraceContaining(
                        "eventsource.prices.proxy: not a proxy such as http://proxy.example.org:3128; a user and a password have settings of their own")
                .message()
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy-username,proxy",
                "proxy-password,proxy-username",
                "trust-store-password,trust-store",
                "key-store-password,key-store"
            })
    void refuse_a_part_without_the_other(String parts) {
        List<String> names = List.of(parts.split(",", -1));
        assertThatThrownBy(() -> closed(
                        to(plain.url("/")).with(STREAM + names.get(0), "s3cret").start()))
                .hasStackTraceContaining(
                        "%s: given without %s (stream \"prices\")".formatted(names.get(0), names.get(1)))
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void refuse_a_user_with_a_colon() {
        assertFails(
                to(plain.url("/")).with(STREAM + "proxy", "http://127.0.0.1:9").with(STREAM + "proxy-username", "a:b"),
                "proxy-username: it has a colon, which separates it from the password");
    }

    @Test
    void refuse_a_file_that_is_absent() {
        Path file = files.resolve("none");

        assertFails(
                to(plain.url("/")).with(STREAM + "trust-store", file.toString()),
                "trust-store: " + file + ": there is no such file (stream \"prices\")");
    }

    @Test
    void refuse_a_wrong_password_and_do_not_quote_it() throws Exception {
        Path file = StoreFiles.store(files.resolve("alice.p12"), "PKCS12", alice);
        assertThatThrownBy(() -> closed(to(plain.url("/"))
                        .with(STREAM + "key-store", file.toString())
                        .with(STREAM + "key-store-password", "s3cret")
                        .start()))
                .hasStackTraceContaining("key-store: " + file + ": key-store-password is not its password")
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void refuse_what_is_no_path() throws Exception {
        Path empty = Files.createFile(files.resolve("empty"));

        assertFails(to(plain.url("/")).with(STREAM + "trust-store", "a\0b"), "not the path of a file");
        assertFails(
                to(plain.url("/")).with(STREAM + "trust-store", empty.toString()),
                "it is neither PKCS12, JKS nor PEM, or it is damaged: it has no PEM block");
    }
}
