package org.eventsource.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * An event as text, the same for every client, so that sequences can be compared and read.
 *
 * @param detail what only some clients report, and only some cases expect; empty for nothing
 */
record EventLine(String line, String detail) {

    private static final int LONGEST = 120;

    static EventLine open(String readyState) {
        return new EventLine("open, " + readyState, "");
    }

    static EventLine error(String readyState, String detail) {
        return new EventLine("error, " + readyState, detail);
    }

    static EventLine message(String type, String data, String lastEventId, String origin, String readyState) {
        return new EventLine(
                "%s %s, id %s, from %s, %s".formatted(shown(type), shown(data), shown(lastEventId), origin, readyState),
                "");
    }

    /** Returns what was received, with the details that were expected, if they were given and are right. */
    static List<String> compared(List<EventLine> heard, List<EventLine> expected) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < heard.size(); i++) {
            EventLine line = heard.get(i);
            boolean likely = i < expected.size() && expected.get(i).line.equals(line.line);
            String wanted = likely ? expected.get(i).detail : "";
            boolean asWanted = likely && (line.detail.isEmpty() || line.detail.contains(wanted));
            lines.add(new EventLine(line.line, asWanted ? wanted : line.detail).toString());
        }
        return lines;
    }

    @Override
    public String toString() {
        return detail.isEmpty() ? line : line + ", " + detail;
    }

    /** Printable, and not longer than a line; what is cut off still counts. */
    static String shown(String text) {
        var shown = new StringBuilder("\"");
        text.codePoints().limit(LONGEST).forEach(c -> {
            if (Character.isISOControl(c) || c == 0xfeff || c == 0xfffd) {
                shown.append("\\u{%X}".formatted(c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        shown.append('"');
        if (text.codePointCount(0, text.length()) > LONGEST) {
            var crc = new CRC32();
            crc.update(text.getBytes(StandardCharsets.UTF_8));
            shown.append("... of %d, CRC %08x".formatted(text.length(), crc.getValue()));
        }
        return shown.toString();
    }
}
