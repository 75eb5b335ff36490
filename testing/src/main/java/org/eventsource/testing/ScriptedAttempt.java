package org.eventsource.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eventsource.spi.ScriptedTransport.Attempt;
import org.eventsource.spi.ScriptedTransport.Request;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of a stream to connect, and the part of the script that it plays. At most one task of it runs at a time.
 */
final class ScriptedAttempt {

    private final ScriptedKey key;
    private final Attempt attempt;
    private @Nullable ScriptedConnection part;
    private boolean responded;

    /** Whether a task runs, or the script pauses. */
    private boolean busy;

    private boolean over;

    ScriptedAttempt(ScriptedKey key, Attempt attempt) {
        this.key = key;
        this.attempt = attempt;
    }

    /** Sends the request, and then waits for a part of the script. */
    void start() {
        attempt.execute(this::request);
    }

    private void request() {
        if (isOver()) {
            return;
        }
        Request request;
        try {
            request = attempt.request();
        } catch (Throwable e) {
            // Errors too: otherwise the stream would not be notified of what a customizer throws.
            finish();
            attempt.fail(e);
            return;
        }
        key.add(new SseRequest(
                request.method() + " " + target(request.url()) + " HTTP/1.1", request.headers(), request.body()));
        key.await(this);
    }

    /** Returns whether the stream has ended the attempt, so that it takes no part of the script. */
    synchronized boolean isOver() {
        return over;
    }

    private static String target(URI url) {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    synchronized void assign(ScriptedConnection next) {
        part = next;
    }

    /** Performs the next step of the script, if there is one and none is being performed. Does not wait for it. */
    synchronized void play() {
        ScriptedConnection playing = part;
        if (over || busy || playing == null) {
            return;
        }
        if (!responded) {
            responded = true;
            perform(() -> respond(playing));
            return;
        }
        Step step = playing.steps().poll();
        if (step instanceof Step.Pause pause) {
            busy = true;
            key.time().schedule(pause.time(), this::goOn);
        } else if (step != null) {
            perform(() -> perform(step));
        }
    }

    private void perform(Runnable action) {
        busy = true;
        attempt.execute(() -> {
            try {
                action.run();
            } finally {
                goOn();
            }
        });
    }

    private void goOn() {
        synchronized (this) {
            busy = false;
        }
        play();
    }

    private void respond(ScriptedConnection playing) {
        if (playing.status() == ScriptedConnection.NO_RESPONSE) {
            finish();
            attempt.fail(new ConnectException("the script refuses the connection"));
            return;
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header : playing.headers()) {
            String[] nameAndValue = header.split(":", 2);
            headers.computeIfAbsent(nameAndValue[0], absent -> new ArrayList<>())
                    .add(nameAndValue[1].strip());
        }
        boolean read = attempt.respond(playing.status(), headers);
        if (!playing.isStreaming() || !read) {
            finish();
        }
        if (!playing.isStreaming() && read) {
            attempt.end();
        }
    }

    private void perform(Step step) {
        if (step instanceof Step.Text text) {
            attempt.read(text.text().getBytes(UTF_8));
        } else if (step instanceof Step.End) {
            finish();
            attempt.end();
        } else {
            breakConnection();
        }
    }

    /** Breaks the connection, whatever the script has next. */
    void breakOff() {
        attempt.execute(this::breakConnection);
    }

    private void breakConnection() {
        finish();
        attempt.fail(new EOFException("the script broke the connection"));
    }

    /** The stream has ended the attempt, or the attempt is over. */
    void finish() {
        synchronized (this) {
            over = true;
        }
        key.remove(this);
    }
}
