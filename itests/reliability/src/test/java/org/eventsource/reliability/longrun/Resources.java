package org.eventsource.reliability.longrun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process uses now.
 *
 * @param files the open files except the jars of the class path, where the system lists them, as Linux does; else 0
 */
record Resources(long heapMegabytes, int threads, long files) {

    private static final int MEGABYTE = 1 << 20;
    private static final Path FILES = Path.of("/proc/self/fd");

    /** Measures after a collection. */
    static Resources now() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return new Resources((runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE, runningThreads(), openFiles());
    }

    /** Leaves out the JVM's own threads: carriers of virtual threads, which stay for half a minute, and cleaners. */
    private static int runningThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getClass().getName().startsWith("jdk.internal."))
                .count();
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
