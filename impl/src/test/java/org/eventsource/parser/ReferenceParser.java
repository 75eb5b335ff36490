package org.eventsource.parser;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A slow and simple implementation of HTML 9.2.6, without a limit. It decodes the whole stream first. The calls have
 * the format of {@link Recording}.
 */
final class ReferenceParser {

    private final List<String> calls = new ArrayList<>();
    private String data = "";
    private String type = "";
    private String idBuffer = "";
    private boolean idSeen;

    static List<String> calls(byte[] stream) {
        String text = ReferenceUtf8.decode(stream);
        ReferenceParser parser = new ReferenceParser();
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String[] lines = body.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            parser.line(lines[i]);
        }
        return parser.calls;
    }

    private void line(String line) {
        int colon = line.indexOf(':');
        if (line.isEmpty()) {
            dispatch();
        } else if (colon == 0) {
            calls.add("comment " + line.substring(1));
        } else if (colon > 0) {
            String value = line.substring(colon + 1);
            field(line.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
        } else {
            field(line, "");
        }
    }

    private void field(String name, String value) {
        switch (name) {
            case "event" -> type = value;
            case "data" -> data += value + "\n";
            case "id" -> id(value);
            case "retry" -> retry(value);
            default -> {}
        }
    }

    private void id(String value) {
        if (value.indexOf('\0') < 0) {
            idBuffer = value;
            idSeen = true;
        }
    }

    private void retry(String value) {
        if (value.matches("[0-9]+")) {
            BigInteger millis = new BigInteger(value);
            calls.add("retry " + millis.min(BigInteger.valueOf(Long.MAX_VALUE)));
        }
    }

    private void dispatch() {
        if (idSeen) {
            calls.add("id " + idBuffer);
        }
        if (!data.isEmpty()) {
            String eventType = type.isEmpty() ? "message" : type;
            calls.add("event " + eventType + "|" + data.substring(0, data.length() - 1) + "|" + idBuffer);
        }
        data = "";
        type = "";
        idSeen = false;
    }
}
