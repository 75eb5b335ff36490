package org.eventsource.demo;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * Where the demo writes: lines that begin with a time, in as much beauty as the terminal allows.
 *
 * @param width columns of the terminal; what is cut is cut to that
 */
record Screen(PrintStream out, ZoneId zone, boolean colour, boolean symbols, int width) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int TIME_COLUMNS = 10;

    /** Prints a line without a time. */
    void say(String text) {
        out.println(text);
    }

    /** Something arrived. */
    void line(Instant time, String text) {
        out.println(paint(Ink.FAINT, TIME.format(time.atZone(zone))) + "  " + text);
    }

    /** Something happened to the connection. */
    void notice(Instant time, Ink ink, String text) {
        line(time, paint(ink, (symbols ? "── " : "-- ") + fit(text, Integer.MAX_VALUE)));
    }

    String paint(Ink ink, String text) {
        return colour ? ink.on(text) : text;
    }

    String up() {
        return paint(Ink.GREEN, symbols ? "▲" : "^");
    }

    String down() {
        return paint(Ink.RED, symbols ? "▼" : "v");
    }

    /** The columns of a line that are left beside its time. */
    int columns() {
        return width - TIME_COLUMNS;
    }

    /** A stranger's text on one line: without what a terminal would obey, and not wider than that. */
    String fit(String text, int columns) {
        String ellipsis = symbols ? "…" : "...";
        var fitting = new StringBuilder();
        int used = 0;
        int cut = 0;
        for (int index = 0; index < text.length(); index = text.offsetByCodePoints(index, 1)) {
            int codePoint = harmless(text.codePointAt(index));
            if (used + ellipsis.length() <= columns) {
                cut = fitting.length();
            }
            used += isWide(codePoint) ? 2 : 1;
            if (used > columns) {
                return fitting.substring(0, cut) + ellipsis;
            }
            fitting.appendCodePoint(codePoint);
        }
        return fitting.toString();
    }

    /** As good as needed here: terminals give two columns to most of East Asia's characters and to emoji. */
    private static boolean isWide(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HANGUL, HIRAGANA, KATAKANA -> true;
            default ->
                (codePoint >= 0x3000 && codePoint <= 0x303f)
                        || (codePoint >= 0xff01 && codePoint <= 0xff60)
                        || (codePoint >= 0x1f300 && codePoint <= 0x1faff);
        };
    }

    private static int harmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> ' ';
            default -> codePoint;
        };
    }
}
