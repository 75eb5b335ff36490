package org.eventsource.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.junit.jupiter.api.Test;

class QuoteTapeTest {

    private final Paper paper = new Paper();
    private final QuoteTape tape = new QuoteTape(paper.plain(80));

    @Test
    void showsQuotesInColumnsAndWhereTheirPricesGo() {
        tape.received(quote(9, "ACME", 10125));
        tape.received(quote(10, "GLOBEX", 9980));
        tape.received(quote(11, "ACME", 10126));
        tape.received(quote(12, "ACME", 9900));
        tape.received(quote(13, "ACME", 9900));

        assertThat(paper.lines())
                .containsExactly(
                        "#9     ACME     101.25",
                        "#10    GLOBEX    99.80",
                        "#11    ACME     101.26 ▲",
                        "#12    ACME      99.00 ▼",
                        "#13    ACME      99.00");
    }

    @Test
    void showsALostConnectionAndWhereItWasTakenUpAgain() {
        tape.opened(OpenEvent.of());
        tape.received(quote(14, "ACME", 10125));
        tape.failed(lost());
        tape.opened(OpenEvent.of());

        assertThat(paper.lines())
                .containsExactly(
                        "time      id     symbol    price",
                        "── connected",
                        "#14    ACME     101.25",
                        "── connection lost: the server ended the stream; reconnecting in 1.2 s",
                        "── connected again, resumed after #14");
    }

    @Test
    void makesDoWithAscii() {
        var ascii = new QuoteTape(paper.ascii());
        ascii.received(quote(1, "ACME", 1));
        ascii.received(quote(2, "ACME", 2));
        ascii.opened(OpenEvent.of());

        assertThat(String.join("\n", paper.lines()))
                .isASCII()
                .contains("0.02 ^")
                .endsWith("-- connected");
    }

    @Test
    void sumsUpThatNothingWasLost() {
        tape.opened(OpenEvent.of());
        tape.received(quote(14, "ACME", 10125));
        tape.opened(OpenEvent.of());
        tape.received(quote(15, "ACME", 10125));
        tape.end();

        assertThat(paper.lines()).contains("2 quotes, 1 reconnection, none lost, none doubled.");
    }

    @Test
    void admitsWhatWasLostAndDoubled() {
        tape.received(quote(1, "ACME", 1));
        tape.received(quote(4, "ACME", 1));
        tape.received(quote(4, "ACME", 1));
        tape.end();

        assertThat(paper.lines()).contains("2 quotes, 0 reconnections, 2 lost, 1 doubled.");
    }

    private static MessageEvent quote(long number, String symbol, long cents) {
        Quote quote = new Quote(number, symbol, cents);
        return MessageEvent.of("message", quote.json(), Long.toString(number), "");
    }

    private static ErrorEvent lost() {
        return ErrorEvent.of(
                ReadyState.CONNECTING,
                "the server ended the stream",
                OptionalInt.empty(),
                Optional.empty(),
                Optional.of(Duration.ofMillis(1234)));
    }
}
