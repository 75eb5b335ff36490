package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.util.Throwables.getStackTrace;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbException;
import java.util.List;
import java.util.stream.IntStream;
import org.eventsource.ErrorEvent;
import org.eventsource.ReadyState;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.FailedEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends messages whose data cannot be decoded for their observers. */
class BadMessagesTest {

    private final StreamServer server = new StreamServer();
    private final LogFixture log = new LogFixture();
    private final String line =
            "stream \"prices\" (%s): the data of a message of type \"tick\" cannot be decoded for its observers"
                    .formatted(server.url("/prices"));
    private Application application;

    public static class Price {
        public int bid;
        public Price parent;
    }

    @ApplicationScoped
    static class Prices {
        void on(@Observes @Stream("prices") @EventType("tick") Price price, Recorder recorder) {
            recorder.record(price.bid);
        }

        void failed(@Observes @Stream("prices") FailedEvent failed, Recorder recorder) {
            recorder.record(failed);
        }

        void error(@Observes @Stream("prices") ErrorEvent error, Recorder recorder) {
            recorder.record(error);
        }
    }

    @AfterEach
    void stop() {
        application.close();
        log.close();
        server.close();
    }

    private Recorder start(Class<?>... beans) {
        application = Application.of(java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(Prices.class, Recorder.class),
                                java.util.stream.Stream.of(beans))
                        .toArray(Class<?>[]::new))
                .with("eventsource.prices.url", server.url("/prices"))
                .start();
        return application.get(Recorder.class);
    }

    /** Waits for so many failed messages. */
    private static void assertFailed(int count, Recorder recorder) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            assertThat(recorder.next()).isInstanceOf(FailedEvent.class);
        }
    }

    /** Returns the lines about failures. */
    private List<String> lines() {
        return log.messages().stream()
                .filter(each -> each.startsWith("WARNING "))
                .map(each -> each.substring("WARNING ".length()))
                .toList();
    }

    @Test
    void equal_failures_are_one_stack_trace_and_then_single_lines_with_their_number() throws Exception {
        Recorder recorder = start();
        Exchange exchange = server.request().open();
        IntStream.range(0, 40).forEach(i -> exchange.message("tick", "no JSON"));
        assertFailed(40, recorder);

        assertThat(log.traced()).containsExactly(line);
        assertThat(lines()).hasSize(6).first().isEqualTo(line);
        assertThat(lines().subList(1, 6))
                .allSatisfy(each -> assertThat(each).startsWith(line + ": "))
                .satisfiesExactly(
                        each -> assertThat(each).endsWith("(2 times by now)"),
                        each -> assertThat(each).endsWith("(4 times by now)"),
                        each -> assertThat(each).endsWith("(8 times by now)"),
                        each -> assertThat(each).endsWith("(16 times by now)"),
                        each -> assertThat(each).endsWith("(32 times by now)"));
    }

    @Test
    void a_failure_of_another_kind_has_a_stack_trace_of_its_own() throws Exception {
        Recorder recorder = start();
        server.request()
                .open()
                .message("tick", "no JSON")
                .message("tick", "{\"bid\":\"many\"}")
                .message("tick", "no JSON");
        assertFailed(3, recorder);

        assertThat(log.traced()).containsExactly(line, line);
        assertThat(lines()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"continue", "close", "retry"})
    void the_log_and_reasons_do_not_quote_the_data(String onFailure) throws Exception {
        application = Application.of(Prices.class, Recorder.class)
                .with("eventsource.prices.url", server.url("/prices"))
                .with("eventsource.prices.on-failure", onFailure)
                .with("eventsource.prices.reopen-after", "0s")
                .start();
        Recorder recorder = application.get(Recorder.class);
        server.request().open().message("tick", "{\"bid\":\"s3cret\"}").message("tick", "{\"bid\":1}");

        assertThat(((FailedEvent) recorder.next()).cause()).hasStackTraceContaining("s3cret");
        Object next = recorder.next();
        if (next instanceof ErrorEvent closed) {
            assertThat(closed.reason()).endsWith(": " + JsonbException.class.getName());
            assertThat(closed.cause().orElseThrow())
                    .hasStackTraceContaining(NumberFormatException.class.getName())
                    .satisfies(cause -> assertThat(getStackTrace(cause)).doesNotContain("s3cret"));
        } else {
            assertThat(next).isEqualTo(1);
        }
        assertThat(log.text()).contains(NumberFormatException.class.getName()).doesNotContain("s3cret");
    }

    @Test
    void the_log_has_the_words_of_the_library_on_data_that_cannot_be_decoded() throws Exception {
        Recorder recorder = start();
        server.request().open().message("tick", "null");
        assertFailed(1, recorder);

        assertThat(log.text()).contains("the data is null");
    }

    /** Makes more nested calls for some data than any stack allows. */
    @ApplicationScoped
    static class RecursiveJsonb {
        @Produces
        @Dependent
        Jsonb jsonb() {
            return JsonbFixture.failing((data, type) -> {
                if (data.equals("deep")) {
                    nested(Integer.MAX_VALUE);
                }
                if (data.equals("deep and wrapped")) {
                    wrapped();
                }
            });
        }

        private static int nested(int depth) {
            return depth == 0 ? 0 : nested(depth - 1) + 1;
        }

        private static void wrapped() {
            try {
                nested(Integer.MAX_VALUE);
            } catch (StackOverflowError e) {
                throw new JsonbException("too deep", e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"deep", "deep and wrapped"})
    void a_decoder_that_needs_too_much_stack_fails_one_message(String data) throws Exception {
        Recorder recorder = start(RecursiveJsonb.class);
        server.request().open().message("tick", data).message("tick", "{\"bid\":1}");
        FailedEvent failed = (FailedEvent) recorder.next();

        assertThat(failed.phase()).isEqualTo(FailedEvent.Phase.DECODING);
        assertThat(failed.message().data()).isEqualTo(data);
        assertThat(failed.cause()).hasStackTraceContaining("StackOverflowError");
        assertThat(recorder.next()).isEqualTo(1);
    }

    @Test
    void data_that_is_nested_too_deeply_fails_one_message() throws Exception {
        Recorder recorder = start();
        server.request()
                .open()
                .message("tick", "{\"parent\":".repeat(50_000) + "{}" + "}".repeat(50_000))
                .message("tick", "{\"bid\":1}");

        assertThat(((FailedEvent) recorder.next()).phase()).isEqualTo(FailedEvent.Phase.DECODING);
        assertThat(recorder.next()).isEqualTo(1);
    }

    @ApplicationScoped
    static class GreedyJsonb {
        @Produces
        @Dependent
        Jsonb jsonb() {
            return JsonbFixture.failing((data, type) -> {
                if (data.equals("large")) {
                    throw new OutOfMemoryError("on purpose");
                }
            });
        }
    }

    @Test
    void a_decoder_that_finds_no_memory_ends_the_stream() throws Exception {
        Recorder recorder = start(GreedyJsonb.class);
        server.request().open().message("tick", "large");

        assertThat(((ErrorEvent) recorder.next()).readyState()).isEqualTo(ReadyState.CLOSED);
    }
}
