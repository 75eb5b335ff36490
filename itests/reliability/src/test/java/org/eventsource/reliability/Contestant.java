package org.eventsource.reliability;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eventsource.EventSource;
import org.eventsource.TransportKind;

/** Ours, over one client: {@code jdk}, or the Jakarta REST client that is on the class path. */
record Contestant(String client) {

    /** The shortest that we allow. */
    static final Duration SHORTEST = Duration.ofMillis(100);

    static Stream<Contestant> all() {
        return Stream.of(System.getProperty("reliability.clients", "jdk").split(",", -1))
                .map(Contestant::new);
    }

    EventSource.Builder builder(URI url) {
        return EventSource.builder(url)
                .transport(isJdk() ? TransportKind.JDK : TransportKind.REST)
                .reconnectionTime(SHORTEST);
    }

    boolean isJdk() {
        return client.equals("jdk");
    }

    /** As SPEC, section 5, has it. */
    boolean closesSilentConnections() {
        return isJdk() || isOnVirtualThreads() || client.equals("resteasy");
    }

    private static boolean isOnVirtualThreads() {
        return Runtime.version().feature() >= 24;
    }

    /** Prints a line of the table, and stores it if the run names a file. */
    void print(String promise, String figure, Object... values) {
        Figures.print(promise, client + " / " + Runtime.version().feature(), figure.formatted(values));
    }

    /** The value below which that part of them lies. */
    static double percentile(double part, List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.get((int) Math.ceil(part * sorted.size()) - 1) / 1e6;
    }

    @Override
    public String toString() {
        return client.toLowerCase(Locale.ROOT);
    }
}
