package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.boot.StreamLifecycle;
import org.eventsource.cdi.extension.observers.StreamDispatcher;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.testing.cdi.BehaviourServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Merges an application and this library into one jar. The application's {@code beans.xml} replaces the library's. */
class MergedArchiveTest {

    @ApplicationScoped
    public static class Messages {
        void on(@Observes @Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.record(message.data());
        }
    }

    /**
     * Returns the messages that were received, and how many beans our classes became. The two sources are the
     * configured one and the late one.
     */
    public static final class Program implements Callable<String> {
        @Override
        public String call() throws Exception {
            try (StreamServer server = new StreamServer()) {
                System.setProperty("eventsource.prices.url", server.url("/"));
                try (SeContainer container =
                        SeContainerInitializer.newInstance().initialize()) {
                    server.request().open().message("1").message("2");
                    Recorder recorder = container.select(Recorder.class).get();
                    return recorder.next() + " " + recorder.next() + " " + beans(container);
                }
            } finally {
                System.clearProperty("eventsource.prices.url");
            }
        }

        private static String beans(SeContainer container) {
            return java.util.stream.Stream.of(
                            StreamDispatcher.class, StreamLifecycle.class, EventSources.class, EventSource.class)
                    .map(type -> type.getSimpleName() + "="
                            + container
                                    .getBeanManager()
                                    .getBeans(type, Any.Literal.INSTANCE)
                                    .size())
                    .collect(Collectors.joining(" "));
        }
    }

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"all, no.such.api.", "annotated, no.such.api.", "all, com.fasterxml.jackson."})
    void a_jar_that_the_library_is_merged_into_receives_messages_once(String discovery, String absent)
            throws Exception {
        assertThat(IsolatedLoader.run(Program.class, path(merged(discovery)), absent))
                .isEqualTo("1 2 StreamDispatcher=1 StreamLifecycle=0 EventSources=1 EventSource=1");
    }

    @Test
    void a_merged_yasson_that_makes_no_records_fails_the_deployment() throws Exception {
        List<Path> path = new ArrayList<>(IsolatedLoader.classPath());
        Path yasson = location(Class.forName("org.eclipse.yasson.JsonBindingProvider"));
        path.remove(yasson);
        path.add(unmanifested(yasson));
        assertThat(IsolatedLoader.run(AbsentApisApplication.Records.class, path))
                .contains("what reads payloads here makes no records: jakarta.json.bind.JsonbException: ")
                .contains("give a shaded jar the manifest entry Multi-Release: true")
                .contains("or observe a class instead of " + AbsentApisApplication.Quote.class.getName())
                .contains("(observer " + AbsentApisApplication.class.getName() + "$Quotes.on(Quote, Recorder))");
    }

    /** Returns a copy without the manifest, as maven-shade creates it. */
    private Path unmanifested(Path yasson) throws IOException {
        Path jar = directory.resolve("merged-yasson.jar");
        Files.copy(yasson, jar);
        try (FileSystem merged = FileSystems.newFileSystem(jar)) {
            Files.delete(merged.getPath("/META-INF/MANIFEST.MF"));
        }
        return jar;
    }

    private static List<Path> path(Path merged) {
        List<Path> path = new ArrayList<>(IsolatedLoader.classPath());
        path.removeAll(libraries());
        path.removeIf(entry -> entry.endsWith("test-classes"));
        path.remove(location(BehaviourServer.class));
        path.add(merged);
        return path;
    }

    private static List<Path> libraries() {
        return java.util.stream.Stream.of(EventSource.class, SourceBuilder.class, StreamExtension.class)
                .map(MergedArchiveTest::location)
                .toList();
    }

    private static Path location(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    private Path merged(String discovery) throws IOException {
        Path jar = directory.resolve("application.jar");
        try (FileSystem merged = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Path root = merged.getPath("/");
            for (Path library : libraries()) {
                copyAll(library, root);
            }
            Path tests = location(MergedArchiveTest.class).resolve("org/eventsource/cdi/extension");
            try (var classes = Files.list(tests)) {
                for (Path each : classes.filter(MergedArchiveTest::isOfProgram).toList()) {
                    copy(
                            each,
                            root.resolve("org/eventsource/cdi/extension")
                                    .resolve(each.getFileName().toString()));
                }
            }
            Files.writeString(
                    root.resolve("META-INF/beans.xml"),
                    "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\" bean-discovery-mode=\"%s\"/>"
                            .formatted(discovery));
        }
        return jar;
    }

    private static boolean isOfProgram(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("MergedArchiveTest") || name.startsWith("Recorder") || name.startsWith("StreamServer");
    }

    private static void copyAll(Path library, Path root) throws IOException {
        if (Files.isDirectory(library)) {
            copyTree(library, root);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(library)) {
                copyTree(jar.getPath("/"), root);
            }
        }
    }

    private static void copyTree(Path from, Path root) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                copy(each, root.resolve(from.relativize(each).toString()));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
