package org.eventsource.benchmarks.streams;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eventsource.EventSource;
import org.eventsource.EventStream;
import org.eventsource.TransportKind;

/** How long a thread that waits for the next message goes on to wait after another thread has closed the stream. */
final class Ending implements Scenario {

    private static final int STREAMS = 50;
    private static final long LIMIT_SECONDS = 20;
    private static final long TIME_TO_WAIT = TimeUnit.MILLISECONDS.toNanos(20);

    @Override
    public Map<String, Double> measure(Contestant contestant, URI server) throws Exception {
        double[] millis = new double[STREAMS];
        for (int number = 0; number < STREAMS; number++) {
            millis[number] = millisToEnd(server.resolve("/silent"));
        }
        Arrays.sort(millis);
        return Map.of("median ms", millis[STREAMS / 2], "longest ms", millis[STREAMS - 1]);
    }

    private static double millisToEnd(URI url) throws InterruptedException {
        CountDownLatch opened = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicLong endedAt = new AtomicLong();
        EventStream stream = EventSource.builder(url)
                .transport(TransportKind.AUTO)
                .onOpen(open -> opened.countDown())
                .onError(error -> {})
                .stream();
        Thread taking = new Thread(
                () -> {
                    stream.forEach(message -> {});
                    endedAt.set(System.nanoTime());
                    ended.countDown();
                },
                "taking");
        taking.start();
        opened.await();
        Machine.pause(TIME_TO_WAIT);
        long closedAt = System.nanoTime();
        stream.close();
        if (!ended.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the loop has not ended");
        }
        return (endedAt.get() - closedAt) / 1e6;
    }
}
