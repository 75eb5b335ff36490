package org.eventsource.cdi.extension;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Inject;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.ScriptedStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Closes the class loader before the application stops. GlassFish does so when a start fails. */
class ClosedLoaderTest {

    @ApplicationScoped
    static class Observer {

        @Inject
        @org.eventsource.cdi.Stream("open")
        EventSource source;

        void start(@Observes @Initialized(ApplicationScoped.class) Object scope, Recorder recorder) {
            source.onMessage(message -> recorder.record("listener"));
        }

        void open(@Observes @org.eventsource.cdi.Stream("open") MessageEvent message, Recorder recorder) {
            recorder.record("observer");
        }

        void openLater(@ObservesAsync @org.eventsource.cdi.Stream("open") MessageEvent message, Recorder recorder) {
            recorder.record("asynchronous observer");
        }

        void connecting(@Observes @org.eventsource.cdi.Stream("connecting") MessageEvent message) {}
    }

    private static final Pattern OF_A_STREAM = Pattern.compile(
            "org\\.eventsource\\.(parser|impl\\.(address|coding|cursor|dispatch|jdk|pull|rest|source|state|transport)"
                    + "|cdi\\.extension\\.(observers|streams|threads))\\.\\w.*");

    private final StreamServer open = new StreamServer();
    private final StreamServer connecting = new StreamServer();

    @BeforeEach
    void configure() {
        System.setProperty("eventsource.open.url", open.url("/"));
        System.setProperty("eventsource.connecting.url", connecting.url("/"));
    }

    @AfterEach
    void forget() {
        System.clearProperty("eventsource.open.url");
        System.clearProperty("eventsource.connecting.url");
        open.close();
        connecting.close();
    }

    @Test
    void streams_are_closed_without_another_class() throws Exception {
        ClassLoader outer = Thread.currentThread().getContextClassLoader();
        try (Closing loader = new Closing()) {
            Thread.currentThread().setContextClassLoader(loader);
            SeContainer container = start(loader);
            Exchange unanswered = connecting.request();
            Exchange answered = open.request().open().message("1");
            BlockingQueue<?> received = received(container, loader);
            assertThat(Set.of(next(received), next(received), next(received)))
                    .containsExactlyInAnyOrder("listener", "observer", "asynchronous observer");

            loader.closed = true;
            container.close();

            answered.awaitClosed();
            unanswered.awaitClosed();
        } finally {
            Thread.currentThread().setContextClassLoader(outer);
        }
    }

    /** An observer may still run then, and a thread may still read. */
    @Test
    void after_the_stop_no_class_has_to_be_loaded() throws Exception {
        ClassLoader outer = Thread.currentThread().getContextClassLoader();
        try (Closing loader = new Closing()) {
            Thread.currentThread().setContextClassLoader(loader);
            SeContainer container = start(loader);
            Exchange unanswered = connecting.request();
            Exchange answered = open.request().open().message("1");
            next(received(container, loader));

            container.close();

            answered.awaitClosed();
            unanswered.awaitClosed();
            assertThat(namesIn(SourceBuilder.class).filter(loader::lacks))
                    .as("to be added to LateClasses")
                    .isEmpty();
            assertThat(namesIn(StreamExtension.class).filter(loader::lacks))
                    .as("to be added to LateClasses")
                    .isEmpty();
        } finally {
            Thread.currentThread().setContextClassLoader(outer);
        }
    }

    /** Returns the classes that run a stream, from the place of one class. */
    private static Stream<String> namesIn(Class<?> type) throws Exception {
        Path place =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path root = Files.isDirectory(place)
                ? place
                : FileSystems.newFileSystem(place).getPath("/");
        return Files.walk(root)
                .map(root::relativize)
                .map(Path::toString)
                .filter(file -> file.endsWith(".class") && !file.endsWith("package-info.class"))
                .map(file ->
                        file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                .filter(name -> OF_A_STREAM.matcher(name).matches());
    }

    private static SeContainer start(ClassLoader loader) throws Exception {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(loader.loadClass(StreamExtension.class.getName()).asSubclass(Extension.class))
                .addBeanClasses(loader.loadClass(Observer.class.getName()), loader.loadClass(Recorder.class.getName()))
                .initialize();
    }

    private static BlockingQueue<?> received(SeContainer container, ClassLoader loader) throws Exception {
        Object recorder =
                container.select(loader.loadClass(Recorder.class.getName())).get();
        return (BlockingQueue<?>) recorder.getClass().getMethod("records").invoke(recorder);
    }

    private static Object next(BlockingQueue<?> received) throws InterruptedException {
        return requireNonNull(received.poll(Patience.LIMIT.toSeconds(), SECONDS), "nothing was received");
    }

    /** Loads new copies of the library's and the application's classes until it is closed. */
    private static final class Closing extends URLClassLoader {

        private volatile boolean closed;

        Closing() {
            super(places(
                    EventSource.class,
                    SourceBuilder.class,
                    StreamExtension.class,
                    ScriptedStreams.class,
                    Observer.class));
        }

        boolean lacks(String name) {
            return findLoadedClass(name) == null;
        }

        private static URL[] places(Class<?>... classes) {
            return Stream.of(classes)
                    .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                    .toArray(URL[]::new);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (closed) {
                    throw new IllegalStateException("The class loader is closed, but is to load " + name);
                }
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                return name.startsWith("org.eventsource.") ? findClass(name) : super.loadClass(name, resolve);
            }
        }
    }
}
