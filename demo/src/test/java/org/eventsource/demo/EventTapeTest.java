package org.eventsource.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.junit.jupiter.api.Test;

class EventTapeTest {

    private final Paper paper = new Paper();
    private final EventTape tape = new EventTape(paper.plain(40));

    @Test
    void showsIdTypeAndDataWhereThereAre() {
        tape.received(MessageEvent.of("message", "plain"));
        tape.received(MessageEvent.of("message", "with id", "7", ""));
        tape.received(MessageEvent.of("tick", "with both", "8", ""));

        assertThat(paper.lines()).containsExactly("plain", "#7  with id", "#8  tick  with both");
    }

    @Test
    void keepsToTheWidthOfTheTerminal() {
        tape.received(MessageEvent.of("message", "0123456789012345678901234567890", "7", ""));

        assertThat(paper.lines()).containsExactly("#7  0123456789012345678901234…");
    }

    @Test
    void shortensIdsThatAreAsLongAsASentence() {
        tape.received(MessageEvent.of("message", "data", "01234567890123456789", ""));

        assertThat(paper.lines()).containsExactly("#012345678901234…  data");
    }

    @Test
    void tellsWhereItWasTakenUpAgain() {
        tape.opened(OpenEvent.of());
        tape.opened(OpenEvent.of());
        tape.received(MessageEvent.of("message", "data", "7", ""));
        tape.opened(OpenEvent.of());
        tape.end();

        assertThat(paper.lines())
                .contains("── connected again, from now on", "── connected again, resumed after #7")
                .contains("1 event, 2 reconnections.");
    }
}
