package org.eventsource.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Records what a source dispatches, on any thread, and lets others wait for it. */
final class Witness {

    /** Long enough for a browser that reconnects several times at its own pace. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final List<EventLine> heard = new ArrayList<>();
    private final List<String> handled = new ArrayList<>();
    private boolean over;

    /** Which event this was, counted from 1. */
    int hear(EventLine event) {
        lock.lock();
        try {
            heard.add(event);
            over |= event.line().equals("error, CLOSED");
            news.signalAll();
            return heard.size();
        } finally {
            lock.unlock();
        }
    }

    void handle(String handler) {
        lock.lock();
        try {
            handled.add(handler);
        } finally {
            lock.unlock();
        }
    }

    /** The application has closed the source. */
    void closed() {
        lock.lock();
        try {
            over = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<EventLine> heard() {
        lock.lock();
        try {
            return List.copyOf(heard);
        } finally {
            lock.unlock();
        }
    }

    List<String> handled() {
        lock.lock();
        try {
            return List.copyOf(handled);
        } finally {
            lock.unlock();
        }
    }

    void awaitHeard(int events) throws InterruptedException {
        await("event " + events, () -> heard.size() >= events);
    }

    void awaitEnd() throws InterruptedException {
        await("the end", () -> over);
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        lock.lock();
        try {
            long rest = PATIENCE.toNanos();
            while (!condition.getAsBoolean()) {
                if (rest <= 0) {
                    throw new AssertionError("waited in vain for " + what + "; received: " + heard);
                }
                rest = news.awaitNanos(rest);
            }
        } finally {
            lock.unlock();
        }
    }
}
