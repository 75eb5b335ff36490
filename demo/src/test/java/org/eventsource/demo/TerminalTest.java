package org.eventsource.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void showsSymbolsWhereTheCharsetHasThem() {
        assertThat(Terminal.canShowSymbols(UTF_8)).isTrue();
        assertThat(Terminal.canShowSymbols(US_ASCII)).isFalse();
        assertThat(Terminal.canShowSymbols(ISO_8859_1)).isFalse();
    }

    @Test
    void asksTheMostExactPropertyFirst() {
        var properties = new Properties();
        assertThat(Terminal.charset(properties)).isEqualTo(Charset.defaultCharset());
        properties.setProperty("native.encoding", "ISO-8859-1");
        assertThat(Terminal.charset(properties)).isEqualTo(ISO_8859_1);
        properties.setProperty("stdout.encoding", "UTF-8");
        assertThat(Terminal.charset(properties)).isEqualTo(UTF_8);
        properties.setProperty("stdout.encoding", "no-such-charset");
        assertThat(Terminal.charset(properties)).isEqualTo(ISO_8859_1);
    }

    @Test
    void honoursThatNoColourIsWanted() {
        assertThat(Terminal.wantsColour(Map.of())).isTrue();
        assertThat(Terminal.wantsColour(Map.of("NO_COLOR", ""))).isTrue();
        assertThat(Terminal.wantsColour(Map.of("NO_COLOR", "1"))).isFalse();
        assertThat(Terminal.wantsColour(Map.of("TERM", "dumb"))).isFalse();
    }
}
