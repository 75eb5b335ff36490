package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.TransportKind;
import org.eventsource.impl.jdk.ClientSettings;
import org.eventsource.impl.tls.Secret;
import org.eventsource.impl.tls.StoreFile;
import org.eventsource.impl.tls.TlsFiles;
import org.eventsource.impl.transport.UrlTemplate;
import org.eventsource.itests.support.CertificateAuthority;
import org.eventsource.itests.support.HttpProxy;
import org.eventsource.itests.support.StoreFiles;
import org.eventsource.itests.support.TlsRelay;
import org.eventsource.testing.Recorder;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxy, certificates and keys of a stream in a configuration, with a private authority. */
class ClientSettingsTest {

    private static final Secret PASSWORD = new Secret(CertificateAuthority.PASSWORD);

    @TempDir
    private static Path tools;

    private static CertificateAuthority authority;
    private static KeyStore server;
    private static KeyStore alice;
    private static KeyStore bob;

    @TempDir
    private Path files;

    private final SharedResources resources = new SharedResources(Threads.own());
    private final Recorder recorder = new Recorder();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private SseServer plain;

    @BeforeAll
    static void issue() throws Exception {
        authority = CertificateAuthority.in(tools);
        server = authority.issue("server", "EC", "ip:127.0.0.1");
        alice = authority.issue("alice", "RSA", "dns:alice");
        bob = authority.issue("bob", "EC", "dns:bob");
    }

    @BeforeEach
    void start() throws Exception {
        plain = closed(SseServer.start().on("/", SseConnection::stream, connection -> {
            connection.stream("data: x\n\n");
            connection.waitForClientClose();
        }));
    }

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size(); i > 0; i--) {
            opened.get(i - 1).close();
        }
    }

    private <T extends AutoCloseable> T closed(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    private static ClientSettings tls(@Nullable StoreFile trusted, @Nullable StoreFile own) {
        return new ClientSettings(null, "", Secret.NONE, new TlsFiles(trusted, own));
    }

    private static StoreFile trust(Path file) {
        return new StoreFile("trust-store", file, PASSWORD);
    }

    private static StoreFile own(Path file) {
        return new StoreFile("key-store", file, PASSWORD);
    }

    private SourceBuilder builder(String url, ClientSettings settings) {
        return resources
                .builder(UrlTemplate.of(URI.create(url)))
                .clientSettings(settings)
                .reconnectionTime(Duration.ofMillis(100))
                .addEventListener(Event.class, recorder);
    }

    private EventSource open(String url, ClientSettings settings) {
        return closed(builder(url, settings).open());
    }

    /** Opens a source whose first connection ends, so that it connects a second time. */
    private void assertStreams(String url, ClientSettings settings) throws Exception {
        open(url, settings);
        recorder.nextOpen();
        recorder.nextError();
        recorder.nextOpen();
        assertThat(recorder.nextMessage().data()).isEqualTo("x");
    }

    private TlsRelay secure() throws Exception {
        return closed(TlsRelay.to(plain.uri("/"), authority.context(server)));
    }

    private TlsRelay demanding() throws Exception {
        return closed(TlsRelay.demandingCertificates(plain.uri("/"), authority.context(server)));
    }

    private Path write(String type, String name, KeyStore content) throws Exception {
        Path file = files.resolve(name);
        return type.equals("PEM") ? StoreFiles.pem(file, content) : StoreFiles.store(file, type, content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PEM", "PKCS12", "JKS"})
    void trust_a_private_authority(String type) throws Exception {
        assertStreams(secure().url("/"), tls(trust(write(type, "trust", authority.trustStore())), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PEM", "PKCS12", "JKS"})
    void show_a_certificate_to_the_server(String type) throws Exception {
        TlsRelay relay = demanding();
        StoreFile trusted = trust(write(type, "trust", authority.trustStore()));
        assertStreams(relay.url("/"), tls(trusted, own(write(type, "own", alice))));

        assertThat(relay.clients()).containsOnly("CN=alice");
    }

    @Test
    void without_a_trusted_certificate_are_a_failure_of_TLS() throws Exception {
        Path directory = Files.createDirectory(files.resolve("other"));
        KeyStore other = CertificateAuthority.in(directory).trustStore();
        open(secure().url("/"), tls(trust(write("PEM", "trust", other)), null));
        ErrorEvent error = recorder.nextError();

        assertThat(error.kind()).isEqualTo(ErrorKind.TLS);
        assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
    }

    @Test
    void without_a_certificate_that_the_server_demands_are_a_failure_of_TLS() throws Exception {
        open(demanding().url("/"), tls(trust(write("PEM", "trust", authority.trustStore())), null));
        ErrorEvent error = recorder.nextError();

        assertThat(error.kind()).isIn(ErrorKind.TLS, ErrorKind.LOST);
        assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
    }

    @Test
    void are_read_again_when_a_file_has_changed() throws Exception {
        TlsRelay relay = demanding();
        Path file = write("PEM", "own", alice);
        StoreFile trusted = trust(write("PEM", "trust", authority.trustStore()));
        plain.on("/", connection -> {
            connection.stream("data: x\n\n");
            StoreFiles.pem(file, bob);
        });
        open(relay.url("/"), tls(trusted, own(file)));
        recorder.nextOpen();
        recorder.nextMessage();
        recorder.nextError();
        recorder.nextOpen();

        assertThat(relay.clients().subList(0, 2)).containsExactly("CN=alice", "CN=bob");
    }

    @Test
    void stay_as_they_were_while_a_file_cannot_be_read() throws Exception {
        Path file = write("PEM", "trust", authority.trustStore());
        plain.on(
                "/",
                connection -> {
                    connection.stream("data: x\n\n");
                    Files.delete(file);
                },
                connection -> {
                    connection.stream("data: y\n\n");
                    connection.waitForClientClose();
                });
        open(secure().url("/"), tls(trust(file), null));
        recorder.nextOpen();
        recorder.nextMessage();
        recorder.nextError();
        recorder.nextOpen();

        assertThat(recorder.nextMessage().data()).isEqualTo("y");
    }

    @Test
    void whose_file_was_never_there_fail_each_attempt() throws Exception {
        Path file = files.resolve("none");
        open(secure().url("/"), tls(trust(file), null));
        ErrorEvent error = recorder.nextError();

        assertThat(error.kind()).isEqualTo(ErrorKind.CLIENT);
        assertThat(error.reason()).isEqualTo("trust-store: " + file + ": there is no such file");
        assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
    }

    @Test
    void that_are_equal_have_one_client() {
        ClientSettings one = tls(trust(files.resolve("a")), null);
        ClientSettings equal = tls(trust(files.resolve("a")), null);
        ClientSettings other = tls(trust(files.resolve("b")), null);
        resources.acquire();
        try {
            assertThat(resources.jdkClient(one)).isSameAs(resources.jdkClient(equal));
            assertThat(resources.jdkClient(one)).isNotSameAs(resources.jdkClient(other));
        } finally {
            resources.release();
        }
        assertThat(resources.isUnused()).isTrue();
    }

    private static ClientSettings proxy(HttpProxy proxy, String user, String password) {
        InetSocketAddress address = InetSocketAddress.createUnresolved("127.0.0.1", proxy.port());
        return new ClientSettings(address, user, new Secret(password), TlsFiles.NONE);
    }

    @Test
    void go_through_a_proxy() throws Exception {
        HttpProxy proxy = closed(HttpProxy.passing());
        assertStreams(plain.url("/"), proxy(proxy, "", ""));

        assertThat(proxy.requests()).contains("GET " + plain.url("/") + " HTTP/1.1");
    }

    @Test
    void go_through_a_tunnel_of_a_proxy() throws Exception {
        TlsRelay relay = secure();
        HttpProxy proxy = closed(HttpProxy.passing());
        InetSocketAddress address = InetSocketAddress.createUnresolved("127.0.0.1", proxy.port());
        StoreFile trusted = trust(write("PEM", "trust", authority.trustStore()));
        assertStreams(relay.url("/"), new ClientSettings(address, "", Secret.NONE, new TlsFiles(trusted, null)));

        assertThat(proxy.requests()).contains("CONNECT 127.0.0.1:" + relay.port() + " HTTP/1.1");
    }

    @Test
    void log_in_at_a_proxy() throws Exception {
        HttpProxy proxy = closed(HttpProxy.demanding("anna", "s3cret"));
        assertStreams(plain.url("/"), proxy(proxy, "anna", "s3cret"));

        assertThat(plain.nextRequest().header("Proxy-Authorization")).isEmpty();
    }

    @Test
    void with_a_wrong_password_for_a_proxy_end_the_source() throws Exception {
        HttpProxy proxy = closed(HttpProxy.demanding("anna", "s3cret"));
        ClientSettings settings = proxy(proxy, "anna", "wr0ng");
        open(plain.url("/"), settings);
        ErrorEvent error = recorder.nextError();

        assertThat(error.kind()).isEqualTo(ErrorKind.STATUS);
        assertThat(error.status()).hasValue(407);
        assertThat(error.reason()).isEqualTo("the proxy 127.0.0.1:" + proxy.port() + " answered 407");
        assertThat(settings.toString()).doesNotContain("wr0ng");
    }

    /** The JDK removes such a header from the request for a tunnel, unless a system property allows it. */
    @Test
    void that_java_does_not_send_to_a_proxy_are_explained() throws Exception {
        HttpProxy proxy = closed(HttpProxy.demanding("anna", "s3cret"));
        open("https://server.invalid/", proxy(proxy, "anna", "s3cret"));
        ErrorEvent error = recorder.nextError();

        assertThat(error.status()).hasValue(407);
        assertThat(error.reason())
                .isEqualTo(
                        "the proxy 127.0.0.1:%d answered 407: Java sends it no password for a server of https, unless it is started with -Djdk.http.auth.tunneling.disabledSchemes="
                                .formatted(proxy.port()));
    }

    @Test
    void do_not_fit_to_a_client_of_the_application() {
        ClientSettings settings = tls(trust(files.resolve("a")), null);

        assertThatThrownBy(() -> builder(plain.url("/"), settings)
                        .httpClient(HttpClient.newHttpClient())
                        .open())
                .hasMessageStartingWith("httpClient: given, but so is a setting of a proxy");
        Client client = ClientBuilder.newClient();
        opened.add(client::close);
        assertThatThrownBy(
                        () -> builder(plain.url("/"), settings).client(client).open())
                .hasMessageStartingWith("client: given, but so is a setting of a proxy");
    }

    @Test
    void do_not_fit_to_rest() {
        assertThatThrownBy(() -> builder(plain.url("/"), tls(trust(files.resolve("a")), null))
                        .transport(TransportKind.REST)
                        .open())
                .hasMessageStartingWith("transport: set to REST, which has no setting of a proxy");
    }
}
