package org.eventsource.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a run of tests after which a thread of the library is left, be it a virtual one. In force in the modules whose
 * {@code junit-platform.properties} have extensions detected.
 *
 * <p>It waits for those that are about to end: idle ones, and before Java 21 the selector of an {@code HttpClient},
 * which ends once that is garbage.
 */
public final class NothingLeft implements BeforeAllCallback {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern OURS = Pattern.compile("eventsource-.*|HttpClient-\\d+-SelectorManager");

    /** Such as {@code #29 "eventsource-reader" virtual}, and its stack in the lines that follow. */
    private static final Pattern DUMPED = Pattern.compile("(?m)^#\\d+ \"(.*?)\".*(?:\\R .*)*");

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(Namespace.GLOBAL).computeIfAbsent(NothingLeft.class, type -> new End(), End.class);
    }

    /** Closed after the last test. */
    private static final class End implements AutoCloseable {

        @Override
        public void close() {
            try {
                await().atMost(LIMIT).pollInterval(Duration.ofMillis(100)).until(() -> {
                    System.gc();
                    return left().isEmpty();
                });
            } catch (ConditionTimeoutException e) {
                throw new AssertionError("threads are left: " + left(), e);
            }
        }
    }

    /** Names and stacks of the threads that should not be there. */
    private static Map<String, String> left() {
        Map<String, String> left = Runtime.version().feature() < 21 ? platformThreads() : allThreads();
        left.keySet().removeIf(name -> !OURS.matcher(name).matches());
        return left;
    }

    private static Map<String, String> platformThreads() {
        Map<String, String> threads = new TreeMap<>();
        Thread.getAllStackTraces()
                .forEach((thread, stack) ->
                        threads.put(thread.getName(), Stream.of(stack).toList().toString()));
        return threads;
    }

    /** With the virtual ones, which only a dump knows. */
    private static Map<String, String> allThreads() {
        Map<String, String> threads = new TreeMap<>();
        DUMPED.matcher(dump()).results().forEach(thread -> threads.put(thread.group(1), thread.group()));
        return threads;
    }

    private static String dump() {
        try {
            Path directory = Files.createTempDirectory("threads");
            Path file = directory.resolve("dump.txt");
            dumpTo(file);
            String dump = Files.readString(file);
            Files.delete(file);
            Files.delete(directory);
            return dump;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By reflection, as we are compiled for Java 17. */
    private static void dumpTo(Path file) {
        try {
            Class<? extends PlatformManagedObject> type =
                    Class.forName("com.sun.management.HotSpotDiagnosticMXBean").asSubclass(PlatformManagedObject.class);
            Class<?> format = Class.forName(type.getName() + "$ThreadDumpFormat");
            type.getMethod("dumpThreads", String.class, format)
                    .invoke(
                            ManagementFactory.getPlatformMXBean(type),
                            file.toString(),
                            format.getField("TEXT_PLAIN").get(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
