package org.eventsource.demo;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eventsource.MessageEvent;

/**
 * One price of one symbol.
 *
 * @param number the place in the stream, which is the id of its event
 */
record Quote(long number, String symbol, long cents) {

    private static final List<String> SYMBOLS = List.of("ACME", "GLOBEX", "HOOLI", "STARK");
    private static final Pattern JSON = Pattern.compile("\\{\"symbol\":\"(\\w+)\",\"price\":(\\d+)\\.(\\d\\d)}");

    /** Returns the quote of a number. Equal numbers give equal quotes, so that a quote can be sent again. */
    static Quote numbered(long number) {
        // Neither the order of symbols nor the course of prices may look regular: two waves that never meet.
        double phase = StrictMath.sin(number * 1.7) + StrictMath.sin(number * 0.61);
        int symbol = Math.floorMod(StrictMath.round(phase * 1000), SYMBOLS.size());
        double course = StrictMath.sin(number / 17.0 + symbol) * 4 + StrictMath.sin(number * 1.3) * 1.5;
        return new Quote(number, SYMBOLS.get(symbol), StrictMath.round((60 + 40 * symbol + course) * 100));
    }

    /** The quote in a message of the stream; empty if the message is something else. */
    static Optional<Quote> in(MessageEvent message) {
        Matcher json = JSON.matcher(message.data());
        if (!json.matches() || !message.lastEventId().matches("\\d{1,18}")) {
            return Optional.empty();
        }
        long number = Long.parseLong(message.lastEventId());
        return Optional.of(new Quote(number, json.group(1), Long.parseLong(json.group(2) + json.group(3))));
    }

    String json() {
        return "{\"symbol\":\"" + symbol + "\",\"price\":" + price() + "}";
    }

    String price() {
        return String.format(Locale.ROOT, "%d.%02d", cents / 100, cents % 100);
    }
}
