package org.eventsource.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it came over the wire. Header values are read as UTF-8, which is how an id that is not ASCII has to be
 * sent.
 *
 * @param line such as {@code GET /prices?from=1 HTTP/1.1}
 * @param headers by name in any case, in the order of their values; unmodifiable
 * @param body in UTF-8; empty if there is none
 */
public record SseRequest(String line, Map<String, List<String>> headers, String body) {

    /** Copies the headers. */
    public SseRequest {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        headers = Collections.unmodifiableMap(copy);
    }

    /** Returns the method, such as {@code GET}. */
    public String method() {
        return line.split(" ", -1)[0];
    }

    /** Returns the path, without the query. */
    public String path() {
        return target().split("\\?", 2)[0];
    }

    /** Returns path and query. */
    public String target() {
        return line.split(" ", -1)[1];
    }

    /**
     * Returns the only value of a header, or empty if there is no such header.
     *
     * @param name in any case
     * @throws AssertionError if the header was sent more than once
     */
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new AssertionError(name + " was sent more than once: " + values);
        }
        return values.stream().findFirst();
    }

    /** Returns the id after which the client wants to resume, or empty if it sent none. */
    public Optional<String> lastEventId() {
        return header("Last-Event-ID");
    }

    /**
     * Reads one request of HTTP/1.1, for servers of your own. It reads no further than the end of the request.
     *
     * @throws EOFException if the client closes the connection before the end of its request
     * @throws IOException if the request cannot be read
     */
    public static SseRequest read(InputStream in) throws IOException {
        String requestLine = readLine(in);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = readLine(in); !header.isEmpty(); header = readLine(in)) {
            String[] nameAndValue = header.split(":", 2);
            if (nameAndValue.length < 2) {
                throw new IOException("a header has no colon: " + header);
            }
            headers.computeIfAbsent(nameAndValue[0], name -> new ArrayList<>()).add(nameAndValue[1].strip());
        }
        SseRequest head = new SseRequest(requestLine, headers, "");
        return new SseRequest(requestLine, headers, head.readBody(in).toString(UTF_8));
    }

    private ByteArrayOutputStream readBody(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
            for (int size = readChunkSize(in); size > 0; size = readChunkSize(in)) {
                readInto(body, in, size);
                readLine(in);
            }
            while (!readLine(in).isEmpty()) {
                // a trailer
            }
        } else {
            readInto(body, in, header("Content-Length").map(Integer::parseInt).orElse(0));
        }
        return body;
    }

    private static int readChunkSize(InputStream in) throws IOException {
        return Integer.parseInt(readLine(in).split(";", 2)[0].strip(), 16);
    }

    private static void readInto(ByteArrayOutputStream body, InputStream in, int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("the client closed the connection in its request");
        }
        body.write(bytes);
    }

    private static String readLine(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the client closed the connection in its request");
            }
            if (octet != '\r') {
                line.write(octet);
            }
        }
        return line.toString(UTF_8);
    }
}
