package org.eventsource.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.eventsource.MessageEvent;
import org.junit.jupiter.api.Test;

class QuoteTest {

    @Test
    void isReadFromItsMessage() {
        Quote quote = Quote.numbered(14);
        assertThat(Quote.in(MessageEvent.of("message", quote.json(), "14", ""))).contains(quote);
    }

    @Test
    void isWrittenAsJsonWithTwoDecimals() {
        assertThat(new Quote(1, "ACME", 10105).json()).isEqualTo("{\"symbol\":\"ACME\",\"price\":101.05}");
    }

    @Test
    void isNotFoundInOtherMessages() {
        assertThat(Quote.in(MessageEvent.of("message", "hello", "14", ""))).isEmpty();
        assertThat(Quote.in(MessageEvent.of("message", Quote.numbered(1).json(), "", "")))
                .isEmpty();
    }

    @Test
    void isOfEachSymbolNowAndThen() {
        assertThat(LongStream.range(0, 100)
                        .mapToObj(number -> Quote.numbered(number).symbol())
                        .distinct())
                .containsExactlyInAnyOrder("ACME", "GLOBEX", "HOOLI", "STARK");
    }
}
