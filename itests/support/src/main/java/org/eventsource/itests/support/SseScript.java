package org.eventsource.itests.support;

/** What the server does with one connection. When it returns, the connection is closed. */
@FunctionalInterface
public interface SseScript {

    /** An {@link java.io.IOException} ends the script, as the client has gone; anything else fails the test. */
    void play(SseConnection connection) throws Exception;
}
