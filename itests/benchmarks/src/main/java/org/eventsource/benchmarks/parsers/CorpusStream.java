package org.eventsource.benchmarks.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.eventsource.parser.EventStreamParser;
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
    private List<byte[]> data = List.of();
    private int rounds;

    static CorpusStream of(Corpus corpus) {
        CorpusStream stream = new CorpusStream();
        stream.corpus = corpus;
        stream.setUp();
        return stream;
    }

    /** Makes the stream. */
    @Setup
    public void setUp() {
        int distinct = corpus == Corpus.LONG_LINE ? DISTINCT_EVENTS : EVENTS;
        bytes = corpus.stream(distinct);
        rounds = EVENTS / distinct;
        List<byte[]> values = new ArrayList<>();
        new EventStreamParser((type, value, lastEventId) -> values.add(value.getBytes(UTF_8)))
                .feed(bytes, 0, bytes.length);
        data = List.copyOf(values);
    }

    byte[] bytes() {
        return bytes;
    }

    /** The data of each event of a round. */
    List<byte[]> data() {
        return data;
    }

    InputStream input() {
        return new ByteArrayInputStream(bytes);
    }

    int rounds() {
        return rounds;
    }
}
