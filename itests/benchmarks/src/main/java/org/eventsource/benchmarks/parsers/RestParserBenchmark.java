package org.eventsource.benchmarks.parsers;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.InboundSseEvent;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.media.sse.EventInput;
import org.glassfish.jersey.media.sse.InboundEvent;
import org.jboss.resteasy.plugins.providers.sse.SseEventInputImpl;
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
 * Measures the parsers of Jakarta REST clients, each with its client alone on the class path. The parser of CXF does
 * not work without a connection. The parsers are slow, so few iterations are enough.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 2, time = 1)
@Fork(1)
@OperationsPerInvocation(CorpusStream.EVENTS)
public class RestParserBenchmark {

    /** Jersey's {@code EventInput}, which only its client makes. */
    @Benchmark
    public void jersey(CorpusStream stream, Blackhole blackhole) {
        Client client = ClientBuilder.newClient();
        ClientRequestFilter answer = request -> request.abortWith(
                Response.ok(stream.input(), MediaType.SERVER_SENT_EVENTS_TYPE).build());
        client.register(answer);
        for (int round = 0; round < stream.rounds(); round++) {
            try (EventInput input = client.target("http://localhost/").request().get(EventInput.class)) {
                for (InboundEvent event = input.read(); event != null; event = input.read()) {
                    blackhole.consume(event.readData());
                }
            }
        }
        client.close();
    }

    /** RESTEasy's {@code SseEventInputImpl}. */
    @Benchmark
    public void resteasy(CorpusStream stream, Blackhole blackhole) throws IOException {
        for (int round = 0; round < stream.rounds(); round++) {
            try (SseEventInputImpl input = new SseEventInputImpl(
                    new Annotation[0],
                    MediaType.SERVER_SENT_EVENTS_TYPE,
                    MediaType.TEXT_PLAIN_TYPE,
                    new MultivaluedHashMap<>(),
                    stream.input())) {
                for (InboundSseEvent event = input.read(); event != null; event = input.read()) {
                    blackhole.consume(event);
                }
            }
        }
    }
}
