package org.eventsource.testing;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The part of a {@link StreamScript} that one connection plays. */
final class ScriptedConnection {

    /** The status of a connection that breaks before the server has sent a response. */
    static final int NO_RESPONSE = 0;

    private static final int OK = 200;

    private final int status;
    private final List<String> headers;
    private final boolean streaming;
    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();

    private ScriptedConnection(int status, List<String> headers, boolean streaming) {
        this.status = status;
        this.headers = headers;
        this.streaming = streaming;
    }

    static ScriptedConnection stream() {
        return new ScriptedConnection(OK, List.of("Content-Type: text/event-stream"), true);
    }

    static ScriptedConnection response(int status, List<String> headers) {
        return new ScriptedConnection(status, headers, false);
    }

    int status() {
        return status;
    }

    /** Returns the lines of the headers. */
    List<String> headers() {
        return headers;
    }

    /** Returns whether steps follow the response. */
    boolean isStreaming() {
        return streaming;
    }

    BlockingQueue<Step> steps() {
        return steps;
    }
}
