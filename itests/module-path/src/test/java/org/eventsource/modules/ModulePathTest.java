package org.eventsource.modules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs with a module descriptor of their own, which name only what they use. */
class ModulePathTest {

    @TempDir
    private Path directory;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", ModulePathTest::stream);
        server.start();
    }

    private static void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("event: tick\ndata: {\"value\":1}\n\n".getBytes(UTF_8));
        exchange.getResponseBody().flush();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private static List<Path> withRestApi(Path... ours) {
        return Stream.concat(Stream.of(ours), ClassPath.others("jakarta.ws.rs-api"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTO", "JDK"})
    void a_program_reads_a_stream_without_jakarta_rest(String transport) throws Exception {
        assertThat(new ModularProgram("plain", List.of(ClassPath.API, ClassPath.IMPL)).run(directory, url(), transport))
                .endsWith("{\"value\":1}");
    }

    private static List<Path> jersey() {
        return ClassPath.others(
                        "jersey", "hk2", "aopalliance", "javassist", "osgi", "jakarta.inject", "jakarta.annotation")
                .toList();
    }

    @Test
    void a_program_reads_a_stream_over_a_rest_client_on_the_class_path() throws Exception {
        assertThat(new ModularProgram("rest", withRestApi(ClassPath.API, ClassPath.IMPL))
                        .classPath(jersey())
                        .option("--add-modules", "ALL-DEFAULT")
                        .run(directory, url()))
                .endsWith("{\"value\":1}");
    }

    @Test
    void a_program_reads_a_stream_over_a_rest_client_on_the_module_path() throws Exception {
        List<Path> modules = new ArrayList<>(withRestApi(ClassPath.API, ClassPath.IMPL));
        modules.addAll(jersey());
        assertThat(new ModularProgram("rest", modules)
                        .option("--add-modules", "ALL-MODULE-PATH")
                        .run(directory, url()))
                .endsWith("{\"value\":1}");
    }

    @Test
    void jakarta_rest_gives_out_our_source_on_the_module_path() throws Exception {
        assertThat(new ModularProgram("sse", withRestApi(ClassPath.API, ClassPath.IMPL, ClassPath.REST))
                        .classPath(jersey())
                        .option("--add-modules", "ALL-DEFAULT")
                        .run(directory, url()))
                .endsWith("org.eventsource.impl.sse {\"value\":1}");
    }

    @Test
    void the_extensions_are_modules() {
        List<Path> modules = new ArrayList<>(ClassPath.EXTENSIONS);
        modules.add(ClassPath.API);
        modules.addAll(
                ClassPath.others("jakarta.", "microprofile-", "opentelemetry-").toList());
        Set<String> extensions = Set.of("org.eventsource.health", "org.eventsource.telemetry");
        assertThat(ModuleLayer.boot()
                        .configuration()
                        .resolve(ModuleFinder.of(modules.toArray(Path[]::new)), ModuleFinder.of(), extensions)
                        .modules())
                .filteredOn(module -> extensions.contains(module.name()))
                .hasSize(2)
                .allSatisfy(module -> assertThat(module.reference().descriptor().isAutomatic())
                        .isFalse());
    }

    /** Weld's proxies are classes of the proxied module, and extend types of Weld. */
    @Test
    void a_program_of_beans_observes_a_stream() throws Exception {
        List<Path> modules = new ArrayList<>(List.of(ClassPath.API, ClassPath.IMPL, ClassPath.CDI));
        modules.addAll(ClassPath.others(
                        "jakarta.enterprise",
                        "jakarta.inject",
                        "jakarta.annotation",
                        "jakarta.interceptor",
                        "jakarta.json")
                .toList());
        assertThat(new ModularProgram("beans", modules)
                        .classPath(ClassPath.othersWithout(modules).toList())
                        .option("--add-modules", "ALL-DEFAULT")
                        .option("--add-modules", "jakarta.json.bind")
                        .option("--add-reads", "beans=ALL-UNNAMED")
                        .option("--add-reads", "org.eventsource.api=ALL-UNNAMED")
                        .option("--add-reads", "org.eventsource.cdi=ALL-UNNAMED")
                        .run(directory, url()))
                .contains("1 Price[value=1]");
    }
}
