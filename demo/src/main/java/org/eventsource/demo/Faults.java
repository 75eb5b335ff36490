package org.eventsource.demo;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes wrong on purpose: by itself in the terminal, by a button while a page is open. */
final class Faults {

    private static final int REFUSE_EVERY = 4;

    private final AtomicInteger reconnections = new AtomicInteger();
    private final Set<Client> refused = EnumSet.noneOf(Client.class);
    private volatile boolean byThemselves = true;

    /** Who reads the stream. */
    enum Client {
        JAVA,
        BROWSER;

        /** Only a browser sends the header Origin. */
        static Client withOrigin(boolean origin) {
            return origin ? BROWSER : JAVA;
        }
    }

    /** Whether the stream breaks off every few quotes. */
    boolean areByThemselves() {
        return byThemselves;
    }

    void byThemselves(boolean wanted) {
        byThemselves = wanted;
    }

    /** The next connection of each client is refused. */
    synchronized void refuseOnce() {
        refused.addAll(EnumSet.allOf(Client.class));
    }

    /** Whether to refuse this connection. The question counts. */
    synchronized boolean refuses(Client client, boolean reconnection) {
        if (refused.remove(client)) {
            return true;
        }
        return byThemselves && reconnection && reconnections.incrementAndGet() % REFUSE_EVERY == 0;
    }
}
