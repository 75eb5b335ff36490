package org.eventsource.benchmarks.streams;

import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The time from the server's write to the listener, at a thousand events a second, once the code is compiled. */
final class Latency implements Scenario {

    private static final long WARM_UP = TimeUnit.MILLISECONDS.toNanos(2_500);
    private static final int NOT_COUNTED = 1_000;
    private static final int EVENTS = 5_000;
    private static final long LIMIT_SECONDS = 30;

    @Override
    public Map<String, Double> measure(Contestant contestant, URI server) throws Exception {
        AutoCloseable warmUp = contestant.open(server.resolve("/flood?millis=2000"), new Count());
        // Until after its end: some clients read a stream that they close to its end.
        Machine.pause(WARM_UP);
        warmUp.close();
        Times times = new Times();
        contestant.open(server.resolve("/paced?perSecond=1000"), times);
        long[] nanos = times.await();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("p50 µs", percentile(nanos, 0.5) / 1e3);
        figures.put("p99 µs", percentile(nanos, 0.99) / 1e3);
        return figures;
    }

    private static double percentile(long[] sorted, double part) {
        return sorted[(int) Math.ceil(part * sorted.length) - 1];
    }

    private static final class Times implements StreamListener {

        private final long[] nanos = new long[EVENTS];
        private final CountDownLatch complete = new CountDownLatch(1);
        private int heard;

        @Override
        public void onData(String data) {
            long now = System.nanoTime();
            int index = heard++ - NOT_COUNTED;
            if (index >= 0 && index < EVENTS) {
                nanos[index] = now - Long.parseLong(data.substring(0, data.indexOf(' ')));
            }
            if (index == EVENTS) {
                complete.countDown();
            }
        }

        long[] await() throws InterruptedException, TimeoutException {
            if (!complete.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new TimeoutException("not enough events within " + LIMIT_SECONDS + " s");
            }
            Arrays.sort(nanos);
            return nanos;
        }
    }
}
