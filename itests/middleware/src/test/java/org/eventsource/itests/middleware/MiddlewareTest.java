package org.eventsource.itests.middleware;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.TransportKind;
import org.eventsource.testing.Recorder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads streams that Express and Fastify compress with gzip and with deflate, and nginx with gzip, and a stream of
 * Hono, which does not compress it.
 */
class MiddlewareTest {

    private static final int EVENTS = 3;
    private static final int NODE_SERVERS = 3;
    private static final Path FOLDER = Path.of("target/middleware").toAbsolutePath();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final Map<String, URI> SERVERS = new HashMap<>();
    private static Process node;
    private static Process nginx;

    @BeforeAll
    static void startServers() throws Exception {
        Files.createDirectories(FOLDER);
        for (String file : List.of("package.json", "servers.mjs")) {
            Files.copy(Path.of("src/test/resources", file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Process install = new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--loglevel=error")
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("npm.log").toFile())
                .start();
        assertThat(install.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(install.exitValue()).isZero();
        node = new ProcessBuilder("node", "servers.mjs")
                .directory(FOLDER.toFile())
                .redirectError(FOLDER.resolve("node.log").toFile())
                .start();
        BufferedReader lines = node.inputReader(UTF_8);
        while (SERVERS.size() < NODE_SERVERS) {
            String[] nameAndPort = lines.readLine().split(" ");
            SERVERS.put(nameAndPort[0], URI.create("http://127.0.0.1:" + nameAndPort[1]));
        }
        startNginx();
    }

    /** Compresses the stream of Hono. */
    private static void startNginx() throws Exception {
        int port = freePort();
        Path configuration = FOLDER.resolve("nginx.conf");
        Files.writeString(configuration, """
                daemon off;
                pid %1$s/nginx.pid;
                error_log %1$s/nginx.log;
                events {}
                http {
                  access_log off;
                  client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                  server {
                    listen 127.0.0.1:%2$d;
                    location / {
                      gzip on; gzip_types text/event-stream; gzip_min_length 0; gzip_proxied any;
                      proxy_pass %3$s; proxy_http_version 1.1; proxy_buffering off;
                      proxy_set_header Accept-Encoding ""; proxy_set_header Connection "";
                    }
                  }
                }
                """.formatted(FOLDER, port, SERVERS.get("hono")));
        nginx = new ProcessBuilder("nginx", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("nginx.out").toFile())
                .start();
        SERVERS.put("nginx", URI.create("http://127.0.0.1:" + port));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    static void stopServers() throws Exception {
        for (Process process :
                Stream.of(node, nginx).filter(started -> started != null).toList()) {
            process.destroy();
            process.waitFor();
        }
    }

    static Stream<Arguments> streams() {
        return Stream.of(
                        Arguments.of("express", "/stream", "gzip"),
                        Arguments.of("express", "/stream?only=deflate", "deflate"),
                        Arguments.of("fastify", "/stream", "gzip"),
                        Arguments.of("fastify", "/stream?only=deflate", "deflate"),
                        Arguments.of("hono", "/stream", "none"),
                        Arguments.of("nginx", "/stream", "gzip"))
                .flatMap(stream -> Stream.of(TransportKind.JDK, TransportKind.REST)
                        .map(transport -> Arguments.of(stream.get()[0], stream.get()[1], stream.get()[2], transport)));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void each_event_arrives_before_the_next_is_sent(String name, String path, String coding, TransportKind transport)
            throws Exception {
        URI server = SERVERS.get(name);
        Recorder recorder = new Recorder();
        try (EventSource source = EventSource.builder(server.resolve(path))
                .transport(transport)
                .compression(true)
                .connectTimeout(Duration.ofSeconds(5))
                .addEventListener(Event.class, recorder)
                .open()) {
            recorder.nextOpen();
            for (int event = 1; event <= EVENTS; event++) {
                assertThat(recorder.nextMessage().data()).isEqualTo("event " + event);
                CLIENT.send(HttpRequest.newBuilder(server.resolve("/next")).build(), BodyHandlers.discarding());
            }
            assertThat(source.url()).isEqualTo(server.resolve(path));
        }
        assertThat(coding(server.resolve(path))).isEqualTo(coding);
    }

    /** Returns the coding that the server uses for a client that accepts gzip and deflate. */
    private static String coding(URI stream) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(stream)
                .header("Accept-Encoding", "gzip, deflate")
                .build();
        var response = CLIENT.send(request, BodyHandlers.ofInputStream());
        try (var body = response.body()) {
            return response.headers().firstValue("Content-Encoding").orElse("none");
        }
    }
}
