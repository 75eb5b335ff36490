package org.eventsource.modules;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eventsource.EventSource;
import org.eventsource.cdi.extension.StreamExtension;
import org.eventsource.health.StreamsHealthCheck;
import org.eventsource.parser.EventStreamParser;
import org.eventsource.rest.SseEventSources;
import org.eventsource.telemetry.StreamTelemetry;

/** The class path of these tests, in parts. */
final class ClassPath {

    static final Path API = of(EventSource.class);
    static final Path IMPL = of(EventStreamParser.class);
    static final Path CDI = of(StreamExtension.class);
    static final Path REST = of(SseEventSources.class);
    static final List<Path> OURS = List.of(API, IMPL, CDI, REST);

    /** The optional ones. */
    static final List<Path> EXTENSIONS = List.of(of(StreamsHealthCheck.class), of(StreamTelemetry.class));

    private ClassPath() {}

    static Path of(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(type.getName(), e);
        }
    }

    /** Returns what is not ours and whose file name has one of those beginnings. */
    static Stream<Path> others(String... beginnings) {
        return all().filter(entry -> !OURS.contains(entry))
                .filter(entry ->
                        Arrays.stream(beginnings).anyMatch(entry.getFileName().toString()::startsWith));
    }

    /** Returns what is not ours, except for the entries given. */
    static Stream<Path> othersWithout(List<Path> left) {
        return all().filter(entry -> !OURS.contains(entry) && !left.contains(entry));
    }

    private static Stream<Path> all() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(path.split(File.pathSeparator)).map(Path::of);
    }
}
