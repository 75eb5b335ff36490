package org.eventsource.itests.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a run of tests after which a thread of the library is left, be it a virtual one. In force in the modules whose
 * {@code junit-platform.properties} have extensions detected.
 *
 * <p>It waits for those that are about to end: idle ones, and before Java 21 the selector of an {@code HttpClient},
 * which ends once that is garbage. From 21 on that selector looks like the selectors of other clients.
 */
public final class NothingLeft implements BeforeAllCallback {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String OURS = "eventsource-";

    /** A virtual thread, such as {@code #29 "eventsource-reader" virtual}, and its stack in the lines that follow. */
    private static final Pattern DUMPED = Pattern.compile("(?m)^#\\d+ \"(" + OURS + ".*?)\" virtual.*(?:\\R .*)*");

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(Namespace.GLOBAL).computeIfAbsent(NothingLeft.class, type -> new End(), End.class);
    }

    /** Closed after the last test. */
    private static final class End implements AutoCloseable {

        @Override
        public void close() {
            awaitNothing();
        }
    }

    /**
     * Waits until no thread of the library is left.
     *
     * @throws AssertionError if one is left after a minute
     */
    public static void awaitNothing() {
        try {
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(100)).until(() -> {
                System.gc();
                return left().isEmpty();
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("threads are left: " + left(), e);
        }
    }

    /** Names and stacks of the threads that should not be there. */
    private static Map<String, String> left() {
        Map<String, String> left = new TreeMap<>();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (thread.getName().startsWith(OURS) || isSelectorOfOurs(thread)) {
                left.put(thread.getName(), List.of(stack).toString());
            }
        });
        if (Runtime.version().feature() >= 21) {
            DUMPED.matcher(dump()).results().forEach(thread -> left.put(thread.group(1), thread.group()));
        }
        return left;
    }

    /** Selectors of others, such as a driver of a browser, were not made under the platform's class loader. */
    private static boolean isSelectorOfOurs(Thread thread) {
        return thread.getName().endsWith("-SelectorManager")
                && thread.getContextClassLoader() == ClassLoader.getPlatformClassLoader();
    }

    /** Returns a dump with the virtual threads, which no other call lists. */
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
