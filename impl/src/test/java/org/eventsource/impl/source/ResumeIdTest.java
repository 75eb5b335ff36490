package org.eventsource.impl.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.eventsource.ErrorKind;
import org.eventsource.impl.state.Failure;
import org.junit.jupiter.api.Test;

/** Ids that a request leaves out, and what the log has about them. */
class ResumeIdTest {

    private final AtomicReference<String> current = new AtomicReference<>("");
    private final ResumeId id =
            new ResumeId("the source", current::get, text -> text.chars().allMatch(c -> c < 0x7f), false);
    private final List<LogRecord> logged = new ArrayList<>();

    /** Returns the header of the next request. */
    private String sent(String lastEventId) {
        current.set(lastEventId);
        try (Log unused = new Log(logged::add)) {
            return id.toSend().header();
        }
    }

    @Test
    void that_cannot_be_sent_exactly_are_logged_as_a_warning() {
        assertThat(sent("é\n")).isEmpty();

        assertThat(logged).singleElement().returns(Level.WARNING, LogRecord::getLevel);
        assertThat(logged.get(0).getMessage())
                .isEqualTo("the source: the last event id cannot be sent exactly over this transport and is left out: "
                        + "é\\u000A");
    }

    @Test
    void that_cannot_be_sent_exactly_are_logged_once() {
        sent("é");
        sent("7");
        sent("à");

        assertThat(logged).hasSize(1);
    }

    @Test
    void that_are_sent_are_not_logged() {
        assertThat(sent("7")).isEqualTo("7");
        assertThat(logged).isEmpty();
    }

    @Test
    void that_a_server_refused_are_logged_as_a_warning() {
        sent("7");
        try (Log unused = new Log(logged::add)) {
            id.leaveOut(Failure.of(ErrorKind.STATUS, "the server answered 431", 431));
        }

        assertThat(sent("7")).isEmpty();
        assertThat(logged).singleElement().returns(Level.WARNING, LogRecord::getLevel);
        assertThat(logged.get(0).getMessage()).contains("the source: ", "leave out this id of 1 characters", ": 7");
    }
}
