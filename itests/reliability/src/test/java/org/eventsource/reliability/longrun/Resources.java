package org.eventsource.reliability.longrun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What this process uses now.
 *
 * @param files the open files except the jars of the class path, where the system lists them, as Linux does; else 0
 */
record Resources(long heapMegabytes, int threads, long files) {

    private static final int MEGABYTE = 1 << 20;
    private static final Path FILES = Path.of("/proc/self/fd");

    /** Not all of the package: the thread of a client of {@code java.net.http} has a class of the JVM too. */
    private static final Set<String> OF_THE_JVM =
            Set.of("jdk.internal.misc.CarrierThread", "jdk.internal.misc.InnocuousThread");

    /** Measures after a collection. */
    static Resources now() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return new Resources((runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE, runningThreads(), openFiles());
    }

    private static int runningThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(Resources::isCounted)
                .count();
    }

    /**
     * Returns false for own threads of the JVM: carriers of virtual threads, which stay for half a minute, and
     * cleaners.
     */
    static boolean isCounted(Thread thread) {
        return !OF_THE_JVM.contains(thread.getClass().getName());
    }

    private static long openFiles() {
        try (Stream<Path> open = Files.list(FILES)) {
            return open.filter(file -> !target(file).endsWith(".jar")).count();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Returns the file behind a descriptor; empty if it was closed meanwhile. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }

    String figures() {
        return "heap=%d threads=%d files=%d".formatted(heapMegabytes, threads, files);
    }
}
