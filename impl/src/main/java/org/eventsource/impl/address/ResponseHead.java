package org.eventsource.impl.address;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eventsource.impl.transport.Response;

/**
 * Status and headers of an HTTP/1.1 response, and how its body ends. See <a
 * href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3">RFC 9112, section 6.3</a>.
 */
record ResponseHead(int status, Map<String, List<String>> headers) {

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.\\d (\\d{3})(?: .*)?");
    private static final int MAX_SIZE = 256 * 1024;
    private static final int FIRST_FINAL_STATUS = 200;
    private static final int SWITCHING_PROTOCOLS = 101;

    /** Reads the head of the final response. Interim responses may come before. */
    static ResponseHead read(InputStream in) throws IOException {
        HeadLines lines = new HeadLines(in, MAX_SIZE);
        ResponseHead head = readOne(lines);
        while (head.status < FIRST_FINAL_STATUS && head.status != SWITCHING_PROTOCOLS) {
            head = readOne(lines);
        }
        return head;
    }

    private static ResponseHead readOne(HeadLines lines) throws IOException {
        Matcher line = STATUS_LINE.matcher(lines.next());
        if (!line.matches()) {
            throw new ProtocolException("the answer is no HTTP/1.1");
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = lines.next(); !header.isEmpty(); header = lines.next()) {
            int colon = header.indexOf(':');
            // A line without a name is no header, and clients ignore it.
            if (colon > 0) {
                headers.computeIfAbsent(header.substring(0, colon).strip(), name -> new ArrayList<>())
                        .add(header.substring(colon + 1).strip());
            }
        }
        return new ResponseHead(Integer.parseInt(line.group(1)), headers);
    }

    Response response() {
        return Response.of(status, headers);
    }

    private Optional<String> first(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /**
     * Returns the body. Reads nothing yet.
     *
     * @throws ProtocolException if the headers do not define where it ends
     */
    InputStream body(InputStream in) throws ProtocolException {
        Optional<String> coding = first("Transfer-Encoding").filter(name -> !name.equalsIgnoreCase("identity"));
        if (coding.isPresent()) {
            if (!coding.get().equalsIgnoreCase("chunked")) {
                throw new ProtocolException("the answer has an unknown transfer coding");
            }
            return new ChunkedBody(in);
        }
        Optional<String> length = first("Content-Length");
        return length.isPresent() ? new SizedBody(in, length(length.get())) : in;
    }

    private static long length(String value) throws ProtocolException {
        try {
            return SizedBody.checked(Long.parseLong(value));
        } catch (NumberFormatException e) {
            throw new ProtocolException("the answer's Content-Length is no number");
        }
    }

    /** Lines that end with LF or CRLF. */
    private static final class HeadLines {

        private final InputStream in;
        private int left;

        HeadLines(InputStream in, int limit) {
            this.in = in;
            this.left = limit;
        }

        String next() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int octet = in.read(); octet != '\n'; octet = in.read()) {
                if (octet < 0) {
                    throw new EOFException("the connection ended within the answer's head");
                }
                left--;
                if (left < 0) {
                    throw new ProtocolException("the answer's head has more than " + MAX_SIZE + " bytes");
                }
                line.write(octet);
            }
            String text = line.toString(ISO_8859_1);
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        }
    }
}
