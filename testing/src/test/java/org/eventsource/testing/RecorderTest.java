package org.eventsource.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.junit.jupiter.api.Test;

class RecorderTest {

    private final Recorder recorder = new Recorder();

    @Test
    void returns_events_in_their_order() {
        recorder.handleEvent(OpenEvent.of());
        recorder.handleEvent(MessageEvent.of("tick", "1"));
        recorder.handleEvent(ErrorEvent.of(ReadyState.CLOSED, "over"));

        assertThat(recorder.nextOpen()).isEqualTo(OpenEvent.of());
        assertThat(recorder.nextMessage().data()).isEqualTo("1");
        assertThat(recorder.nextError().reason()).isEqualTo("over");
    }

    @Test
    void waits_for_an_event_of_another_thread() throws Exception {
        Thread other = new Thread(() -> recorder.handleEvent(OpenEvent.of()));
        other.start();

        assertThat(recorder.next()).isEqualTo(OpenEvent.of());
        other.join();
    }

    @Test
    void names_the_event_that_came_in_place_of_another() {
        recorder.handleEvent(OpenEvent.of());

        assertThatThrownBy(recorder::nextMessage)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected MessageEvent, but got")
                .hasMessageContaining(OpenEvent.of().toString());
    }

    @Test
    void skips_events_until_one_satisfies_a_condition() {
        recorder.handleEvent(OpenEvent.of());
        recorder.handleEvent(MessageEvent.of("tick", "1"));
        recorder.handleEvent(MessageEvent.of("tick", "2"));
        recorder.handleEvent(MessageEvent.of("tick", "3"));

        assertThat(recorder.await(MessageEvent.class, message -> message.data().equals("2")))
                .isEqualTo(MessageEvent.of("tick", "2"));
        assertThat(recorder.rest()).containsExactly(MessageEvent.of("tick", "3"));
    }

    @Test
    void names_what_did_not_satisfy_a_condition() {
        recorder.handleEvent(OpenEvent.of());

        assertThatThrownBy(() -> recorder.await(OpenEvent.class, open -> {
                    Thread.currentThread().interrupt(); // ends the wait for another event
                    return false;
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no OpenEvent satisfied the condition, but there were [" + OpenEvent.of());
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void fails_at_events_that_were_not_taken() {
        recorder.handleEvent(MessageEvent.of("tick", "1"));

        assertThatThrownBy(recorder::assertNothingElse)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(MessageEvent.of("tick", "1").toString());
        recorder.next();
        recorder.assertNothingElse();
    }
}
