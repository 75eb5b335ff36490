package org.eventsource.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Plays a script over HTTP. The response is chunked: so a client can distinguish a cut from an end, and no byte before
 * a cut is lost.
 */
final class ScriptHandler implements SseHandler {

    private static final byte[] LINE_END = "\r\n".getBytes(UTF_8);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(UTF_8);

    private final StreamScript script;
    private final CountDownLatch closed;

    /** @param closed ends a pause */
    ScriptHandler(StreamScript script, CountDownLatch closed) {
        this.script = script;
        this.closed = closed;
    }

    @Override
    public void handle(SseConnection connection) throws IOException, InterruptedException {
        ScriptedConnection part = script.connections().take();
        if (part.status() == ScriptedConnection.NO_RESPONSE) {
            return;
        }
        List<String> headers = new ArrayList<>(part.headers());
        headers.add(part.isStreaming() ? "Transfer-Encoding: chunked" : "Content-Length: 0");
        connection.respond(part.status(), headers.toArray(String[]::new));
        if (part.isStreaming()) {
            play(part, connection);
        }
    }

    private void play(ScriptedConnection part, SseConnection connection) throws IOException, InterruptedException {
        while (true) {
            Step step = part.steps().take();
            if (step instanceof Step.Text text) {
                connection.bytes(chunk(text.text()));
            } else if (step instanceof Step.Pause pause) {
                if (closed.await(NANOSECONDS.convert(pause.time()), NANOSECONDS)) {
                    return;
                }
            } else {
                if (step instanceof Step.End) {
                    connection.bytes(LAST_CHUNK);
                }
                return;
            }
        }
    }

    private static byte[] chunk(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        if (bytes.length == 0) {
            return bytes; // an empty chunk would be the last one
        }
        var chunk = new ByteArrayOutputStream();
        chunk.writeBytes(Integer.toHexString(bytes.length).getBytes(UTF_8));
        chunk.writeBytes(LINE_END);
        chunk.writeBytes(bytes);
        chunk.writeBytes(LINE_END);
        return chunk.toByteArray();
    }
}
