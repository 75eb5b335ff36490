package org.eventsource.benchmarks.streams;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.eventsource.EventSource;
import org.eventsource.TransportKind;

/** Ten thousand paused streams in one process. To a hundred of them, the server sends as much as it can. */
final class Paused implements Scenario {

    private static final int STREAMS = Integer.getInteger("streams", 10_000);
    private static final int FLOODED = 100;
    private static final long LIMIT_SECONDS = 60;
    private static final long TIME = TimeUnit.SECONDS.toNanos(4);

    @Override
    public Map<String, Double> measure(Contestant contestant, URI server) throws Exception {
        int threads = Machine.threads();
        long heap = Machine.heapBytes();
        CountDownLatch opened = new CountDownLatch(STREAMS);
        LongAdder messages = new LongAdder();
        List<EventSource> sources = new ArrayList<>(STREAMS);
        for (int number = 0; number < STREAMS; number++) {
            URI url = server.resolve(number < FLOODED ? "/flood?millis=60000" : "/silent");
            sources.add(EventSource.builder(url)
                    .transport(TransportKind.JDK)
                    .onOpen(open -> {
                        open.target().orElseThrow().pause();
                        opened.countDown();
                    })
                    .onMessage(message -> messages.increment())
                    .onError(error -> {})
                    .open());
        }
        if (!opened.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(opened.getCount() + " streams did not open");
        }
        Machine.pause(TIME);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("threads", (double) Machine.threads() - threads);
        figures.put("heap KiB a stream", (Machine.heapBytes() - heap) / 1024.0 / sources.size());
        long cpu = Machine.cpuNanos();
        Machine.pause(TIME);
        figures.put("CPU ms a s", (Machine.cpuNanos() - cpu) / 1e6 / (TIME / 1e9));
        figures.put("delivered", (double) messages.sum());
        sources.forEach(EventSource::close);
        return figures;
    }
}
