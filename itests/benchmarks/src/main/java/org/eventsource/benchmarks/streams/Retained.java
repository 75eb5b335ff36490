package org.eventsource.benchmarks.streams;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Bytes of heap that a stream takes: never opened, idle, closed and still held by the application, closed and let go.
 */
final class Retained implements Scenario {

    private static final int STREAMS = 500;
    private static final long LIMIT_SECONDS = 20;
    private static final long TIME_TO_CLOSE = TimeUnit.SECONDS.toNanos(4);

    @Override
    public Map<String, Double> measure(Contestant contestant, URI server) throws Exception {
        AutoCloseable kept = openAll(contestant, server, 1).get(0);
        // As many once before: the threads and classes that there are from now on are not for each stream.
        closeAll(openAll(contestant, server, STREAMS));
        Map<String, Double> figures = new LinkedHashMap<>();
        long before = Machine.heapBytes();
        List<Object> unopened = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            contestant.unopened(server.resolve("/ticks"), data -> {}).ifPresent(unopened::add);
        }
        if (!unopened.isEmpty()) {
            figures.put("never opened B", (double) (Machine.heapBytes() - before) / unopened.size());
        }
        unopened.clear();
        List<AutoCloseable> streams = openAll(contestant, server, STREAMS);
        long idle = Machine.heapBytes();
        closeAll(streams);
        long closed = Machine.heapBytes();
        int count = streams.size();
        streams.clear();
        long letGo = Machine.heapBytes();

        figures.put("idle B", (double) (idle - before) / count);
        figures.put("closed, held B", (double) (closed - before) / count);
        figures.put("closed, let go B", (double) (letGo - before) / count);
        kept.close();
        return figures;
    }

    private static void closeAll(List<AutoCloseable> streams) throws Exception {
        for (AutoCloseable stream : streams) {
            stream.close();
        }
        Machine.pause(TIME_TO_CLOSE);
    }

    private static List<AutoCloseable> openAll(Contestant contestant, URI server, int count) throws Exception {
        CountDownLatch opened = new CountDownLatch(count);
        List<AutoCloseable> streams = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            streams.add(contestant.open(server.resolve("/ticks?everyMillis=1&events=1"), data -> opened.countDown()));
        }
        if (!opened.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(opened.getCount() + " streams did not open");
        }
        return streams;
    }
}
