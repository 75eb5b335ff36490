package org.eventsource.benchmarks.parsers;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The bytes that all parse, in one or more rounds that make {@link #EVENTS} events together. */
@State(Scope.Thread)
public class CorpusStream {

    static final int EVENTS = 1024;

    /** So many events are different; the stream of {@link Corpus#LONG_LINE} has to fit into the caches. */
    private static final int DISTINCT_EVENTS = 16;

    @Param
    private Corpus corpus = Corpus.JSON;

    private byte[] bytes = {};
    private int rounds;

    /** Makes the stream. */
    @Setup
    public void setUp() {
        int distinct = corpus == Corpus.LONG_LINE ? DISTINCT_EVENTS : EVENTS;
        bytes = corpus.stream(distinct);
        rounds = EVENTS / distinct;
    }

    byte[] bytes() {
        return bytes;
    }

    InputStream input() {
        return new ByteArrayInputStream(bytes);
    }

    int rounds() {
        return rounds;
    }
}
