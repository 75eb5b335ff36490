package org.eventsource.benchmarks.streams;

import java.lang.ref.Reference;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Ten thousand streams in one process, silent with one event each five seconds. */
final class Scale implements Scenario {

    private static final int STREAMS = Integer.getInteger("streams", 10_000);

    /** The first one comes immediately. */
    private static final int EVENTS = 5;

    private static final long LIMIT_SECONDS = 60;

    @Override
    public Map<String, Double> measure(Contestant contestant, URI server) throws Exception {
        try {
            return openAll(contestant, server);
        } finally {
            // Some clients end their streams when nobody holds them any more.
            Reference.reachabilityFence(contestant);
        }
    }

    private static Map<String, Double> openAll(Contestant contestant, URI server) throws Exception {
        int threads = Machine.threads();
        long heap = Machine.heapBytes();
        Deliveries deliveries = new Deliveries();
        List<AutoCloseable> streams = new ArrayList<>(STREAMS);
        long start = System.nanoTime();
        long startCpu = Machine.cpuNanos();
        for (int i = 0; i < STREAMS; i++) {
            streams.add(contestant.open(
                    server.resolve("/ticks?everyMillis=5000&events=" + EVENTS), deliveries.ofOneStream()));
        }
        deliveries.firstOfAll.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        long opened = System.nanoTime();
        long openedCpu = Machine.cpuNanos();
        deliveries.lastOfAll.await(LIMIT_SECONDS, TimeUnit.SECONDS);

        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("threads", (double) Machine.threads() - threads);
        figures.put("resident MiB", Machine.residentMiB());
        figures.put("open s", (opened - start) / 1e9);
        figures.put("open CPU s", (openedCpu - startCpu) / 1e9);
        double seconds = (System.nanoTime() - opened) / 1e9;
        figures.put("CPU ms a s", (Machine.cpuNanos() - openedCpu) / 1e6 / seconds);
        figures.put("heap KiB a stream", (Machine.heapBytes() - heap) / 1024.0 / streams.size());
        figures.put("delivered %", 100.0 * deliveries.inOrder.sum() / ((double) STREAMS * EVENTS));
        return figures;
    }

    private static final class Deliveries {

        private final CountDownLatch firstOfAll = new CountDownLatch(STREAMS);
        private final CountDownLatch lastOfAll = new CountDownLatch(STREAMS);
        private final LongAdder inOrder = new LongAdder();

        StreamListener ofOneStream() {
            return new StreamListener() {

                private int last;

                @Override
                public void onData(String data) {
                    int number = Integer.parseInt(data);
                    if (number == last + 1) {
                        inOrder.increment();
                    }
                    last = number;
                    if (number == 1) {
                        firstOfAll.countDown();
                    } else if (number == EVENTS) {
                        lastOfAll.countDown();
                    }
                }
            };
        }
    }
}
