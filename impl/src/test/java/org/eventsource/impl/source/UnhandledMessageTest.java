package org.eventsource.impl.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.LogRecord;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.ReadyState;
import org.eventsource.impl.cursor.MessageHandler;
import org.eventsource.impl.cursor.Outcome;
import org.eventsource.itests.support.Gate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What operators see while a message is tried again, so that nothing is delivered and no attempt is made. */
class UnhandledMessageTest extends LoggedSource {

    private static final String ATTEMPT = "the next attempt to handle a message";

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Gate handed = new Gate();

    /** Whether messages are handled. */
    private volatile boolean handles;

    /** Whether messages are handled elsewhere, and are not handled yet. */
    private volatile boolean busy;

    /** Whether messages are tried only when what was read was handed over, so that the source sees a loss. */
    private volatile boolean byRead;

    private volatile Runnable settled = () -> {};

    private final class Handler implements MessageHandler {

        @Override
        public Outcome handle(MessageEvent message, String position) {
            handed.open();
            return busy || byRead ? Outcome.DONE : again();
        }

        @Override
        public Outcome move(String position) {
            return Outcome.DONE;
        }

        @Override
        public Outcome readEnd() {
            return byRead ? again() : Outcome.DONE;
        }

        @Override
        public Outcome again() {
            return handles ? Outcome.DONE : new Outcome.Again(Duration.ofSeconds(1));
        }

        @Override
        public boolean isBusy() {
            return busy;
        }
    }

    private final class Monitor implements ConnectionMonitor {

        @Override
        public void attempting(int attempt) {
            calls.add("attempt " + attempt);
        }

        @Override
        public void waiting(Instant nextAttempt) {}

        @Override
        public void paused() {
            calls.add("paused");
        }

        @Override
        public void busy() {
            calls.add("busy");
        }

        @Override
        public void opened(Instant since, Duration took) {
            calls.add("open");
        }

        @Override
        public void read(int bytes) {}
    }

    @BeforeEach
    void handleMessages() {
        logSettings = new LogSettings("prices", Duration.ofSeconds(10), true);
        monitor = new Monitor();
        handler = (cursor, whenSettled, delivers) -> {
            settled = whenSettled;
            return new Handler();
        };
    }

    /** Opens a stream with a message that is not handled, and that ends with the gate. */
    private HttpEventSource receive(Gate end) throws Exception {
        HttpEventSource source = (HttpEventSource)
                openStream(inTurn(streaming("data: x\n\n"), after(end, connection -> {})), silentStream(new Gate()));
        handed.await();
        settle();
        return source;
    }

    private void lose(Gate end) throws Exception {
        end.open();
        pass(nextDelay());
    }

    @Nested
    class While_the_stream_is_open {

        @Test
        void the_source_says_what_it_waits_for_until_the_message_is_handled() throws Exception {
            HttpEventSource source = receive(new Gate());
            assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
            assertThat(source.waitsFor()).contains(ATTEMPT);
            handles = true;
            pass(Duration.ofSeconds(1));
            assertThat(source.waitsFor()).isEmpty();
        }

        @Test
        void there_is_a_warning_after_the_time_of_an_outage_and_a_line_at_the_end() throws Exception {
            receive(new Gate());
            records.clear();
            passInSteps(Duration.ofSeconds(12));
            handles = true;
            pass(Duration.ofSeconds(1));
            settle();

            assertThat(records)
                    .extracting(LogRecord::getMessage)
                    .containsExactly(
                            "prices: nothing was delivered for 10 s: the source waits for " + ATTEMPT,
                            "prices: the source goes on after 13 s");
        }

        @Test
        void a_short_delay_is_no_line() throws Exception {
            receive(new Gate());
            records.clear();
            passInSteps(Duration.ofSeconds(8));
            handles = true;
            passInSteps(Duration.ofSeconds(20));

            assertThat(records).isEmpty();
        }

        @Test
        void there_is_no_warning_where_that_is_switched_off() throws Exception {
            logSettings = new LogSettings("prices", Duration.ZERO, true);
            receive(new Gate());
            passInSteps(Duration.ofSeconds(20));

            assertThat(warnings()).isEmpty();
        }

        @Test
        void there_is_no_warning_after_the_application_closed_the_source() throws Exception {
            EventSource source = receive(new Gate());
            source.close();
            pass(Duration.ofHours(2));

            assertThat(warnings()).isEmpty();
        }
    }

    @Nested
    class After_the_loss_of_the_connection {

        private final Gate end = new Gate();

        @BeforeEach
        void tryAtTheEndOfARead() {
            byRead = true;
        }

        private HttpEventSource lose() throws Exception {
            HttpEventSource source = receive(end);
            UnhandledMessageTest.this.lose(end);
            return source;
        }

        @Test
        void the_outage_goes_on_and_is_warned_of() throws Exception {
            HttpEventSource source = lose();
            assertThat(source.waitsFor()).contains(ATTEMPT);
            passInSteps(Duration.ofSeconds(10));

            assertThat(calls).containsExactly("attempt 1", "open", "busy");
            assertThat(warnings())
                    .contains("prices: not open for 10 s: the server ended the stream;"
                            + " the next attempt is made when the messages that were received are handled");
        }

        @Test
        void the_next_attempt_follows_the_message() throws Exception {
            lose();
            handles = true;
            pass(Duration.ofSeconds(1));
            recorder.nextOpen();

            assertThat(calls).containsExactly("attempt 1", "open", "busy", "attempt 1", "open");
        }

        @Test
        void messages_that_are_handled_elsewhere_do_not_end_the_outage() throws Exception {
            byRead = false;
            busy = true;
            HttpEventSource source = receive(end);
            assertThat(source.waitsFor()).isEmpty();
            UnhandledMessageTest.this.lose(end);

            assertThat(source.waitsFor()).contains("messages that are not handled yet");
            assertThat(calls).endsWith("busy");
            busy = false;
            settled.run();
            recorder.nextOpen();
        }

        @Test
        void a_pause_ends_the_outage_and_the_end_of_the_pause_begins_another() throws Exception {
            EventSource source = lose();
            source.pause();
            passInSteps(Duration.ofSeconds(5));
            source.resume();
            passInSteps(Duration.ofSeconds(9));

            assertThat(calls).containsExactly("attempt 1", "open", "busy", "paused", "busy");
            assertThat(warnings()).noneMatch(line -> line.contains("not open"));
        }

        @Test
        void a_pause_before_it_is_a_pause() throws Exception {
            EventSource source = receive(end);
            source.pause();
            UnhandledMessageTest.this.lose(end);

            assertThat(calls).endsWith("paused");
        }
    }
}
