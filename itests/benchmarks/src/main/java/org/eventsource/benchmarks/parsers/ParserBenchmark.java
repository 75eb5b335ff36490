package org.eventsource.benchmarks.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.StreamException;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import okio.Okio;
import org.eventsource.parser.EventStreamHandler;
import org.eventsource.parser.EventStreamParser;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How long a parser takes for an event of a stream that is read in pieces of 16 KiB, beside the least that any parser
 * must do: find the lines and make strings of them.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@OperationsPerInvocation(CorpusStream.EVENTS)
public class ParserBenchmark {

    private static final int READ = 16 * 1024;

    private static final MediaType EVENT_STREAM = MediaType.get("text/event-stream");
    private static final Request REQUEST =
            new Request.Builder().url("http://localhost/").build();

    /** Our parser. */
    @Benchmark
    public void ours(CorpusStream stream, Blackhole blackhole) {
        EventStreamParser parser = new EventStreamParser(new Consumer(blackhole));
        byte[] bytes = stream.bytes();
        for (int round = 0; round < stream.rounds(); round++) {
            for (int offset = 0; offset < bytes.length; offset += READ) {
                parser.feed(bytes, offset, Math.min(READ, bytes.length - offset));
            }
        }
    }

    /** The baseline: no fields, no limits, no torn lines; every line but blank ones and comments is made a string. */
    @Benchmark
    public void bareScan(CorpusStream stream, Blackhole blackhole) {
        byte[] bytes = stream.bytes();
        for (int round = 0; round < stream.rounds(); round++) {
            int start = 0;
            for (int index = 0; index < bytes.length; index++) {
                if (bytes[index] == '\n' || bytes[index] == '\r') {
                    if (index > start && bytes[start] != ':') {
                        blackhole.consume(new String(bytes, start, index - start, UTF_8));
                    }
                    start = index + 1;
                }
            }
        }
    }

    /** The floor of what is allocated: the strings that a listener is given, from bytes that lie there alone. */
    @Benchmark
    public void strings(CorpusStream stream, Blackhole blackhole) {
        for (int round = 0; round < stream.rounds(); round++) {
            for (byte[] data : stream.data()) {
                blackhole.consume(new String(data, UTF_8));
            }
        }
    }

    /** The reader of {@code okhttp-sse}. */
    @Benchmark
    public void okhttpSse(CorpusStream stream, Blackhole blackhole) {
        for (int round = 0; round < stream.rounds(); round++) {
            Response response = new Response.Builder()
                    .request(REQUEST)
                    .protocol(Protocol.HTTP_1_1)
                    .code(200)
                    .message("OK")
                    .body(ResponseBody.create(Okio.buffer(Okio.source(stream.input())), EVENT_STREAM, -1))
                    .build();
            EventSources.processResponse(response, new Listener(blackhole));
        }
    }

    /** The reader of {@code okhttp-eventsource}. */
    @Benchmark
    public void okhttpEventsource(CorpusStream stream, Blackhole blackhole) throws StreamException {
        int events = CorpusStream.EVENTS / stream.rounds();
        for (int round = 0; round < stream.rounds(); round++) {
            EventSource source = new EventSource.Builder(new InMemory(stream.input()))
                    .readBufferSize(READ)
                    .build();
            for (int event = 0; event < events; event++) {
                blackhole.consume(source.readMessage().getData());
            }
            source.close();
        }
    }

    private record Consumer(Blackhole blackhole) implements EventStreamHandler {

        @Override
        public void onEvent(String type, String data, String lastEventId) {
            blackhole.consume(data);
            blackhole.consume(lastEventId);
        }

        @Override
        public boolean ignoresComments() {
            return true;
        }
    }

    private static final class Listener extends EventSourceListener {

        private final Blackhole blackhole;

        Listener(Blackhole blackhole) {
            this.blackhole = blackhole;
        }

        @Override
        public void onEvent(okhttp3.sse.EventSource source, @Nullable String id, @Nullable String type, String data) {
            blackhole.consume(data);
            blackhole.consume(id);
        }

        @Override
        public void onFailure(
                okhttp3.sse.EventSource source, @Nullable Throwable failure, @Nullable Response response) {
            throw new IllegalStateException(failure);
        }
    }
}
