package org.eventsource.cdi.extension;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.eventsource.MessageEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Puts settings into files on the class path. */
class SettingsFileTest extends ApplicationFixture {

    private static final String OURS = "META-INF/eventsource.properties";
    private static final String OTHERS = "META-INF/microprofile-config.properties";

    @TempDir
    private Path directory;

    private final ClassLoader outer = Thread.currentThread().getContextClassLoader();
    private URLClassLoader loader;

    @ApplicationScoped
    static class Prices {
        void on(@Observes @org.eventsource.cdi.Stream("prices") MessageEvent message) {}
    }

    @BeforeEach
    void open() throws MalformedURLException {
        loader = new URLClassLoader(new URL[] {directory.toUri().toURL()}, outer);
        Thread.currentThread().setContextClassLoader(loader);
    }

    @AfterEach
    void close() throws IOException {
        OneConfig.remove();
        Thread.currentThread().setContextClassLoader(outer);
        loader.close();
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private void write(String name, String content) throws IOException {
        write(name, content.getBytes(UTF_8));
    }

    private URL url() throws MalformedURLException {
        return directory.resolve(OURS).toUri().toURL();
    }

    private static String failure() {
        return Stream.iterate(
                        catchThrowable(
                                () -> Application.of(Prices.class).start().close()),
                        cause -> cause != null,
                        Throwable::getCause)
                .map(String::valueOf)
                .filter(text -> text.contains("cannot be read"))
                .findFirst()
                .orElse("no failure that names a file");
    }

    @Test
    void a_file_with_a_path_of_windows_is_named() throws IOException {
        write(OURS, "eventsource.trust-store = C:\\users\\me\\t.p12\n");
        assertThat(failure())
                .contains(url() + " cannot be read: \\u begins a character that is encoded;"
                        + " write a backslash of a path as / or as two backslashes");
    }

    @Test
    void a_file_in_another_encoding_is_named() throws IOException {
        write(OURS, "eventsource.trust-store-password = caf\u00e9\n".getBytes(ISO_8859_1));
        assertThat(failure()).contains(url() + " cannot be read: it is not in UTF-8");
    }

    @Test
    void a_byte_order_mark_is_skipped() throws Exception {
        write(OURS, "\ufeffeventsource.prices.url = " + server.url("/caf\u00e9") + "\n");
        application = Application.of(Prices.class).start();
        assertThat(server.request().path).isEqualTo("/caf%C3%A9");
    }

    @Test
    void properties_in_the_file_of_microprofile_config_are_warned_of_without_it() throws IOException {
        write(OTHERS, "eventsource.follow-redirects = never\neventsource.prices.header.X = s3cret\nserver.port = 1\n");
        try (LogFixture log = new LogFixture()) {
            application = prices().start();
            assertThat(log.messages())
                    .containsExactly(
                            "WARNING eventsource.follow-redirects, eventsource.prices.header.X: without effect in"
                                    + " the file META-INF/microprofile-config.properties, which counts only with MicroProfile"
                                    + " Config: move its properties to META-INF/eventsource.properties");
        }
    }

    private Application.Builder prices() {
        return Application.of(Prices.class).with("eventsource.prices.url", server.url("/prices"));
    }

    @Test
    void properties_in_our_file_are_warned_of_with_microprofile_config() throws IOException {
        write(OURS, "eventsource.follow-redirects = never\neventsource.prices.url = http://localhost/\n");
        OneConfig.install(Map.of("eventsource.prices.url", server.url("/prices")));
        try (LogFixture log = new LogFixture()) {
            application = Application.of(Prices.class).start();
            assertThat(log.messages())
                    .containsExactly("WARNING eventsource.follow-redirects: without effect in"
                            + " the file META-INF/eventsource.properties, which counts only without MicroProfile"
                            + " Config: move its properties to META-INF/microprofile-config.properties");
        }
    }

    @Test
    void properties_that_are_in_both_files_are_no_subject_of_a_warning() throws IOException {
        write(OTHERS, "eventsource.prices.url = http://localhost/\n");
        try (LogFixture log = new LogFixture()) {
            application = prices().start();
            assertThat(log.messages()).isEmpty();
        }
    }

    @Test
    void a_damaged_file_that_is_not_read_is_no_problem() throws IOException {
        write(OTHERS, "eventsource.trust-store = C:\\users\\me\\t.p12\n");
        application = prices().start();
        assertThat(application).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application.properties",
                "application.yaml",
                "META-INF/microprofile-config.yaml",
                "eventsource.properties"
            })
    void a_file_that_is_not_read_is_named_if_a_url_is_missing(String name) throws IOException {
        write(name, name.endsWith("yaml") ? "eventsource:\n  prices:\n" : "eventsource.prices.idle-timeout = 1s\n");
        String hint = ", and not from the file " + name + ", which is there, but is not read here: move its"
                + " properties to META-INF/";
        assertThat(DeploymentProblemsTest.report(Application.of(Prices.class)))
                .endsWith(hint + "eventsource.properties");
        OneConfig.install(Map.of());
        assertThat(DeploymentProblemsTest.report(Application.of(Prices.class)))
                .endsWith(hint + "microprofile-config.properties");
    }

    @Test
    void a_file_without_our_settings_is_not_named() throws IOException {
        write("application.properties", "server.port = 1\n");
        assertThat(DeploymentProblemsTest.report(Application.of(Prices.class)))
                .endsWith("META-INF/eventsource.properties, which is not there");
    }
}
