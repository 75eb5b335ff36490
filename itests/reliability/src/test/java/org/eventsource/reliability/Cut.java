package org.eventsource.reliability;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import org.eventsource.testing.SseConnection;

/** How a server, or what is between, ends a connection within what it sends. */
enum Cut {
    FIN_AFTER_AN_EVENT,
    RST_AFTER_AN_EVENT,
    FIN_IN_AN_EVENT,
    RST_IN_AN_EVENT,
    IN_A_UTF_8_SEQUENCE,
    BETWEEN_CR_AND_LF,
    BETWEEN_CR_AND_LF_OF_A_FIELD,
    IN_A_CHUNK_HEADER,
    IN_A_TRUNCATED_CHUNK;

    static final String HEADER = "Content-Type: text/event-stream;charset=utf-8";

    static Cut number(int number) {
        return values()[number % values().length];
    }

    /** The data of an event is two lines, both of which tell its number, with characters of every length. */
    static String data(int id) {
        return id + " aé€😀\n" + id + " end";
    }

    private static byte[] event(int id) {
        return ("id: " + id + "\r\ndata: " + data(id).replace("\n", "\r\ndata: ") + "\r\n\r\n").getBytes(UTF_8);
    }

    private boolean isChunked() {
        return this == IN_A_CHUNK_HEADER || this == IN_A_TRUNCATED_CHUNK;
    }

    /** Sends all from one event to the other, the last of them cut. */
    void play(SseConnection connection, int from, int to) throws IOException {
        if (isChunked()) {
            connection.bytes(
                    ("HTTP/1.1 200 OK\r\n" + HEADER + "\r\nTransfer-Encoding: chunked\r\n\r\n").getBytes(UTF_8));
        } else {
            connection.respond(200, HEADER);
        }
        for (int id = from; id < to; id++) {
            byte[] event = event(id);
            if (isChunked()) {
                connection.bytes((Integer.toHexString(event.length) + "\r\n").getBytes(UTF_8));
            }
            connection.bytes(event);
            if (isChunked()) {
                connection.bytes("\r\n".getBytes(UTF_8));
            }
        }
        last(connection, event(to));
    }

    private void last(SseConnection connection, byte[] event) throws IOException {
        switch (this) {
            case FIN_AFTER_AN_EVENT, RST_AFTER_AN_EVENT -> connection.bytes(event);
            case FIN_IN_AN_EVENT, RST_IN_AN_EVENT -> connection.bytes(head(event, event.length / 2));
            case IN_A_UTF_8_SEQUENCE -> connection.bytes(head(event, indexOf(event, 0xf0) + 2));
            case BETWEEN_CR_AND_LF -> connection.bytes(head(event, event.length - 1));
            case BETWEEN_CR_AND_LF_OF_A_FIELD -> connection.bytes(head(event, event.length - 3));
            case IN_A_CHUNK_HEADER -> connection.bytes("3".getBytes(UTF_8));
            case IN_A_TRUNCATED_CHUNK -> {
                connection.bytes((Integer.toHexString(event.length) + "\r\n").getBytes(UTF_8));
                connection.bytes(head(event, event.length - 2));
            }
        }
        if (this == RST_AFTER_AN_EVENT || this == RST_IN_AN_EVENT) {
            connection.reset();
        }
    }

    private static byte[] head(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }

    private static int indexOf(byte[] bytes, int octet) {
        int index = 0;
        while ((bytes[index] & 0xff) != octet) {
            index++;
        }
        return index;
    }
}
