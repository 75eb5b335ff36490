package org.eventsource.benchmarks.streams;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/**
 * A hundred streams that the server ends after each event, a hundred times: the time from there to the next request
 * beyond the delay that was chosen, which is the one that the server named for those who do not tell theirs.
 */
final class Reconnections implements Scenario {

    private static final int STREAMS = 100;
    private static final int EACH = 100;
    private static final int RETRY_MILLIS = 100;
    private static final long LIMIT_SECONDS = 70;

    @Override
    public Map<String, Double> measure(Contestant contestant, URI server) throws Exception {
        Allocation allocation = new Allocation();
        List<Gaps> gaps = new ArrayList<>();
        long bytes = allocation.bytes();
        long cpu = Machine.cpuNanos();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        for (int i = 0; i < STREAMS; i++) {
            Gaps ofOne = new Gaps();
            gaps.add(ofOne);
            contestant.open(server.resolve("/cut?retryMillis=" + RETRY_MILLIS), ofOne);
        }
        for (Gaps ofOne : gaps) {
            ofOne.complete.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        cpu = Machine.cpuNanos() - cpu;
        bytes = allocation.bytes() - bytes;
        long[] beyond = gaps.stream().flatMapToLong(Gaps::beyond).sorted().toArray();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("reconnections", (double) beyond.length);
        figures.put(
                "with the last id",
                gaps.stream().mapToDouble(each -> each.withLastId.get()).sum());
        figures.put("p50 ms", beyond.length == 0 ? Double.NaN : beyond[beyond.length / 2] / 1e6);
        figures.put("p99 ms", beyond.length == 0 ? Double.NaN : beyond[beyond.length * 99 / 100] / 1e6);
        figures.put("CPU µs an attempt", cpu / 1e3 / beyond.length);
        figures.put("KiB an attempt", bytes / 1024.0 / beyond.length);
        return figures;
    }

    private static final class Gaps implements StreamListener {

        private final CountDownLatch complete = new CountDownLatch(1);
        private final AtomicInteger withLastId = new AtomicInteger();
        private final long[] beyond = new long[EACH];
        private int count;
        private long endedAt;
        private long chosen = TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
        private int lastId;

        @Override
        public void onLost(Duration reconnectIn) {
            chosen = reconnectIn.toNanos();
        }

        @Override
        public void onData(String data) {
            String[] parts = data.split(" ", -1);
            if (endedAt != 0 && count < EACH) {
                beyond[count] = Long.parseLong(parts[0]) - endedAt - chosen;
                if (Integer.parseInt(parts[2]) == lastId) {
                    withLastId.incrementAndGet();
                }
                count++;
                if (count == EACH) {
                    complete.countDown();
                }
            }
            endedAt = Long.parseLong(parts[1]);
            lastId = Integer.parseInt(parts[2]) + 1;
        }

        LongStream beyond() {
            return Arrays.stream(beyond, 0, count);
        }
    }
}
