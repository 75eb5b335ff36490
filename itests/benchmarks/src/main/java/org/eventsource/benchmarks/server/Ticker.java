package org.eventsource.benchmarks.server;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Thousands of streams that are silent most of the time, served by one thread. All have the same interval. */
final class Ticker implements Runnable {

    /** In the order in which they are due. */
    private final BlockingQueue<Tick> ticks = new LinkedBlockingQueue<>();

    private record Tick(EventWriter writer, long interval, int number, int last, long due) {

        void send() throws IOException {
            writer.send("data: " + number + "\n\n");
        }

        Tick next() {
            return new Tick(writer, interval, number + 1, last, due + interval);
        }
    }

    /** Sends the first event immediately, the others at an interval, each with its number. */
    void add(EventWriter writer, int everyMillis, int events) throws IOException {
        writer.head("");
        Tick first = new Tick(writer, TimeUnit.MILLISECONDS.toNanos(everyMillis), 1, events, System.nanoTime());
        first.send();
        ticks.add(first.next());
    }

    @Override
    public void run() {
        try {
            while (true) {
                Tick tick = ticks.take();
                Streams.waitUntil(tick.due());
                send(tick);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Tick tick) {
        try {
            tick.send();
            if (tick.number() < tick.last()) {
                ticks.add(tick.next());
            }
        } catch (IOException e) {
            // The client has closed it.
        }
    }
}
