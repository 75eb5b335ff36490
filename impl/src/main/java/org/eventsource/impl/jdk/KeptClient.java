package org.eventsource.impl.jdk;

import javax.net.ssl.SSLContext;
import org.eventsource.impl.transport.ExchangeException;
import org.jspecify.annotations.Nullable;

/** Keeps one client as long as it works. A client that does not work any more is replaced at the next request. */
final class KeptClient {

    /** Creates a client. */
    @FunctionalInterface
    interface Starter {

        /**
         * Returns a client.
         *
         * @param tls its certificates and keys; null: the client decides
         * @throws ExchangeException if there is none now
         */
        RunningClient start(@Nullable SSLContext tls) throws ExchangeException;
    }

    private final Starter starter;

    private @Nullable RunningClient running;

    /** What the running client was made with. */
    private @Nullable SSLContext tls;

    private boolean stopped;

    KeptClient(Starter starter) {
        this.starter = starter;
    }

    /** Returns the client; null after a stop. Other certificates or keys need another client. */
    synchronized @Nullable RunningClient get(@Nullable SSLContext current) throws ExchangeException {
        if (stopped) {
            return null;
        }
        RunningClient client = running;
        if (client != null && tls != current) {
            retire(client);
            client = null;
        }
        if (client == null || client.hasEnded()) {
            client = starter.start(current);
            running = client;
            tls = current;
        }
        return client;
    }

    /** Gives the client to no exchange from now on, if it is this one. Its current exchanges continue. */
    synchronized void retire(RunningClient client) {
        if (running == client && !stopped) {
            running = null;
            client.retire();
        }
    }

    /** Returns clients again after a stop. */
    synchronized void start() {
        stopped = false;
    }

    /**
     * Returns no client from now on.
     *
     * @return ends the client and its thread; may block
     */
    synchronized Runnable stop() {
        stopped = true;
        RunningClient client = running;
        running = null;
        return client == null ? () -> {} : client.stop();
    }

    synchronized boolean isStopped() {
        return stopped;
    }
}
