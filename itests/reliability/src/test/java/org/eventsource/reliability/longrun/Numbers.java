package org.eventsource.reliability.longrun;

import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.MessageEvent;

/** Counts what one stream has lost and what it got twice. One thread at a time calls it. */
final class Numbers {

    private final AtomicInteger last = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger twice = new AtomicInteger();

    void on(MessageEvent message) {
        int number = Integer.parseInt(message.data());
        int before = last.get();
        if (number <= before) {
            twice.incrementAndGet();
        } else {
            lost.addAndGet(number - before - 1);
            last.set(number);
        }
    }

    int last() {
        return last.get();
    }

    int lost() {
        return lost.get();
    }

    int twice() {
        return twice.get();
    }
}
