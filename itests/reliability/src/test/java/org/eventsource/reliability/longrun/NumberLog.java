package org.eventsource.reliability.longrun;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** What arrived, in all streams together. */
final class NumberLog {

    private static final int NAMES = 20;

    private final AtomicLong received = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong doubled = new AtomicLong();
    private final Set<String> unended = ConcurrentHashMap.newKeySet();
    private final CountDownLatch allEnded = new CountDownLatch(1);

    /** Returns a log for the numbers of one stream, which one thread at a time gives. */
    OneStream stream(String name) {
        unended.add(name);
        return new OneStream(name);
    }

    /** Waits until each stream has come to its end. */
    void awaitEnds() throws InterruptedException {
        allEnded.await();
    }

    String figures() {
        return "received=%s lost=%s doubled=%s unended=%s".formatted(received, lost, doubled, unended.size());
    }

    /** Returns the names of streams that have not come to their end. */
    String unended() {
        return unended.stream().sorted().limit(NAMES).collect(Collectors.joining(" "));
    }

    /** The numbers of one stream. */
    final class OneStream {

        private final String name;
        private volatile int last;

        private OneStream(String name) {
            this.name = name;
        }

        /** Records the data of an event. */
        void add(String data) {
            if (data.equals(NumberedStreams.END)) {
                end();
            } else {
                add(Integer.parseInt(data));
            }
        }

        private void end() {
            unended.remove(name);
            if (unended.isEmpty()) {
                allEnded.countDown();
            }
        }

        private void add(int number) {
            received.incrementAndGet();
            if (number <= last) {
                doubled.incrementAndGet();
            } else {
                lost.addAndGet(number - last - 1L);
                last = number;
            }
        }

        int last() {
            return last;
        }
    }
}
