package org.eventsource.parser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eventsource.EventTooLargeException;

/** The calls of a parser as text, one line for each call. */
final class Recording implements EventStreamHandler {

    final List<String> calls = new ArrayList<>();

    static Recording of(String stream) {
        return of(stream.getBytes(UTF_8));
    }

    static Recording of(byte[] stream) {
        Recording recording = new Recording();
        new EventStreamParser(recording).feed(stream, 0, stream.length);
        return recording;
    }

    /**
     * Returns the calls for a stream that is fed in pieces. Each piece is in an array that is overwritten afterwards.
     */
    static List<String> fed(int maxEventSize, List<byte[]> pieces) {
        Recording recording = new Recording();
        EventStreamParser parser = new EventStreamParser(recording, maxEventSize, "");
        try {
            for (byte[] piece : pieces) {
                feedAndSpoil(parser, piece);
            }
        } catch (EventTooLargeException e) {
            recording.calls.add("too large");
        }
        return recording.calls;
    }

    static void feedAndSpoil(EventStreamParser parser, byte[] piece) {
        byte[] framed = new byte[piece.length + 2];
        System.arraycopy(piece, 0, framed, 1, piece.length);
        framed[0] = '\n';
        framed[piece.length + 1] = '\n';
        try {
            parser.feed(framed, 1, piece.length);
        } finally {
            Arrays.fill(framed, (byte) '!');
        }
    }

    static byte[] join(List<byte[]> pieces) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        pieces.forEach(joined::writeBytes);
        return joined.toByteArray();
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Override
    public void onEvent(String type, String data, String lastEventId) {
        calls.add("event " + type + "|" + data + "|" + lastEventId);
    }

    @Override
    public void onLastEventId(String id) {
        calls.add("id " + id);
    }

    @Override
    public void onRetry(Duration time) {
        calls.add("retry " + time.toMillis());
    }

    @Override
    public void onComment(String comment) {
        calls.add("comment " + comment);
    }
}
