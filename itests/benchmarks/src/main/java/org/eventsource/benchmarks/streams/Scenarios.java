package org.eventsource.benchmarks.streams;

import static org.eventsource.benchmarks.streams.Entry.CXF;
import static org.eventsource.benchmarks.streams.Entry.HTTP_CLIENT_HANDED_OVER;
import static org.eventsource.benchmarks.streams.Entry.JDK;
import static org.eventsource.benchmarks.streams.Entry.JERSEY;
import static org.eventsource.benchmarks.streams.Entry.JERSEY_STREAM;
import static org.eventsource.benchmarks.streams.Entry.OBSERVER;
import static org.eventsource.benchmarks.streams.Entry.OBSERVER_SAMPLED;
import static org.eventsource.benchmarks.streams.Entry.OBSERVER_TELEMETRY;
import static org.eventsource.benchmarks.streams.Entry.OKHTTP_EVENTSOURCE;
import static org.eventsource.benchmarks.streams.Entry.OKHTTP_SSE;
import static org.eventsource.benchmarks.streams.Entry.RESTEASY;
import static org.eventsource.benchmarks.streams.Entry.RESTEASY_STREAM;
import static org.eventsource.benchmarks.streams.Entry.REST_JERSEY;
import static org.eventsource.benchmarks.streams.Entry.REST_RESTEASY;
import static org.eventsource.benchmarks.streams.Entry.SOCKET;
import static org.eventsource.benchmarks.streams.Entry.WEBCLIENT;

import java.time.Duration;
import java.util.List;

/** The scenarios that the command line can name. */
@SuppressWarnings("ImmutableEnumChecker") // scenarios without state, lists that never change
enum Scenarios {
    THROUGHPUT(new Throughput(), Duration.ofSeconds(60), List.of(Entry.values())),
    LATENCY(new Latency(), Duration.ofSeconds(60), List.of(Entry.values())),
    SCALE(
            new Scale(),
            Duration.ofSeconds(150),
            List.of(JDK, REST_JERSEY, REST_RESTEASY, WEBCLIENT, OKHTTP_SSE, HTTP_CLIENT_HANDED_OVER, SOCKET)),
    PACED(new Paced(), Duration.ofSeconds(60), List.of(OBSERVER, OBSERVER_TELEMETRY, OBSERVER_SAMPLED)),
    PAUSED(new Paused(), Duration.ofMinutes(2), List.of(JDK)),
    ENDING(new Ending(), Duration.ofSeconds(90), List.of(JDK, REST_JERSEY)),
    RECONNECTION(
            new Reconnections(),
            Duration.ofSeconds(90),
            List.of(JDK, REST_JERSEY, REST_RESTEASY, OKHTTP_EVENTSOURCE, CXF, RESTEASY, JERSEY)),
    FIRST_EVENT(
            new FirstEvent(),
            Duration.ofSeconds(60),
            List.of(JDK, REST_JERSEY, REST_RESTEASY, OKHTTP_SSE, OKHTTP_EVENTSOURCE, CXF, WEBCLIENT, RESTEASY, JERSEY)),
    RETAINED(
            new Retained(),
            Duration.ofSeconds(60),
            List.of(JDK, REST_JERSEY, REST_RESTEASY, OKHTTP_SSE, WEBCLIENT, JERSEY_STREAM, RESTEASY_STREAM));

    private final Scenario scenario;
    private final Duration limit;
    private final List<Entry> entries;

    Scenarios(Scenario scenario, Duration limit, List<Entry> entries) {
        this.scenario = scenario;
        this.limit = limit;
        this.entries = entries;
    }

    Scenario scenario() {
        return scenario;
    }

    /** After which a process that measures is ended. */
    Duration limit() {
        return limit;
    }

    /**
     * Of the virtual machine: a heap that begins small where what is resident is to be what is needed, and code that is
     * compiled before it goes on where processor time is counted, as else it is not by then on a machine that others
     * use, too.
     */
    List<String> options() {
        return switch (this) {
            case SCALE, PAUSED -> List.of("-Xms32m", "-Xmx3g", "-Xss256k");
            case THROUGHPUT, PACED -> List.of("-Xmx1g", "-XX:-BackgroundCompilation");
            default -> List.of("-Xmx1g");
        };
    }

    /** Returns the contestants, unless the command line names others. */
    List<Entry> entries() {
        return entries;
    }
}
