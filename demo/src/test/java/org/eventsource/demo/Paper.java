package org.eventsource.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.util.List;

/** What a screen has written, as lines without their time. */
final class Paper {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Screen plain(int width) {
        return screen(false, true, width);
    }

    Screen ascii() {
        return screen(false, false, 80);
    }

    Screen coloured() {
        return screen(true, true, 80);
    }

    List<String> lines() {
        return bytes.toString(UTF_8)
                .lines()
                .map(line -> line.replaceFirst("\\d\\d:\\d\\d:\\d\\d  ", ""))
                .toList();
    }

    private Screen screen(boolean colour, boolean symbols, int width) {
        return new Screen(new PrintStream(bytes, true, UTF_8), ZoneOffset.UTC, colour, symbols, width);
    }
}
