package org.eventsource.testing;

import java.io.IOException;

/** What a {@link SseServer} does with one connection. When it returns, the connection is closed. */
@FunctionalInterface
public interface SseHandler {

    /**
     * Handles one connection. It is called on a thread of the server, which is interrupted when the server is closed.
     *
     * @param connection the connection, whose request has been read
     * @throws IOException if the client has closed the connection; this is no failure of the test
     * @throws Exception if the handler failed; {@link SseServer#close()} then throws
     */
    void handle(SseConnection connection) throws Exception;
}
