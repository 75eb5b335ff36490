package org.eventsource.itests.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it came over the wire. Header values are read as UTF-8, which is how an id that is not ASCII has to be
 * sent.
 *
 * @param line such as {@code GET /prices?from=1 HTTP/1.1}
 * @param headers by name in any case, in the order of their values
 */
public record SseRequest(String line, Map<String, List<String>> headers) {

    /** The path, without the query. */
    public String path() {
        return target().split("\\?", 2)[0];
    }

    /** Path and query. */
    public String target() {
        return line.split(" ", -1)[1];
    }

    /** The only value of a header, if there is one. */
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new AssertionError(name + " was sent more than once: " + values);
        }
        return values.stream().findFirst();
    }

    /** Returns where the client wants to resume, if it sent an id. */
    public Optional<String> lastEventId() {
        return header("Last-Event-ID");
    }

    public static SseRequest read(InputStream in) throws IOException {
        String requestLine = readLine(in);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = readLine(in); !header.isEmpty(); header = readLine(in)) {
            String[] nameAndValue = header.split(":", 2);
            headers.computeIfAbsent(nameAndValue[0], name -> new ArrayList<>()).add(nameAndValue[1].strip());
        }
        return new SseRequest(requestLine, headers);
    }

    private static String readLine(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the client left in the middle of a request");
            }
            if (octet != '\r') {
                line.write(octet);
            }
        }
        return line.toString(UTF_8);
    }
}
