package org.eventsource.benchmarks.streams;

import java.util.concurrent.atomic.AtomicLong;

/** Counts events. One thread at a time adds, so that a plain write that others see at some time is enough. */
final class Count implements StreamListener {

    private final AtomicLong events = new AtomicLong();

    @Override
    public void onData(String data) {
        events.setOpaque(events.getPlain() + 1);
    }

    long get() {
        return events.getOpaque();
    }
}
