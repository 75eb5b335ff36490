package org.eventsource.reliability.longrun;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eventsource.EventSource;
import org.eventsource.EventStream;
import org.eventsource.MessageEvent;
import org.eventsource.TransportKind;
import org.eventsource.cursor.CursorStore;

/** The process that has the streams. It prints once a second what it has. */
public final class LongRun {

    private static final long PAUSE_SECONDS = 3;

    private final URI server;
    private final CursorStore cursors;
    private final List<Numbers> streams = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private LongRun(URI server, Path directory) {
        this.server = server;
        this.cursors = CursorStore.file(directory);
    }

    /**
     * Opens the streams, and runs until it is killed.
     *
     * @param arguments the URL of the server, the number of streams, a directory for cursors
     */
    public static void main(String[] arguments) throws InterruptedException {
        LongRun run = new LongRun(URI.create(arguments[0]), Path.of(arguments[2]));
        for (int stream = 0; stream < Integer.parseInt(arguments[1]); stream++) {
            run.open(stream);
        }
        var unused = run.clock.scheduleAtFixedRate(() -> System.out.println(run.state()), 1, 1, TimeUnit.SECONDS);
        new CountDownLatch(1).await();
    }

    private void open(int stream) {
        Numbers numbers = new Numbers();
        streams.add(numbers);
        EventSource.Builder builder = EventSource.builder(server.resolve("/" + stream))
                .transport(stream % 2 == 0 ? TransportKind.JDK : TransportKind.REST)
                .reconnectOn(503)
                .maxReconnectionTime(Duration.ofSeconds(1))
                .idleTimeout(Duration.ofSeconds(3));
        switch (stream / 2 % 5) {
            case 0 -> builder.onMessage(numbers::on).open();
            case 1 -> loop(builder.stream(), numbers);
            case 2 -> builder.publisher().subscribe(new OneByOne(numbers));
            case 3 ->
                builder.cursor(cursors, "stream-" + stream)
                        .onMessage(numbers::on)
                        .open();
            default -> pause(builder.onMessage(numbers::on).open());
        }
    }

    private static void loop(EventStream stream, Numbers numbers) {
        Thread thread = new Thread(() -> stream.forEach(numbers::on));
        thread.setDaemon(true);
        thread.start();
    }

    private void pause(EventSource source) {
        AtomicBoolean paused = new AtomicBoolean();
        var unused = clock.scheduleAtFixedRate(
                () -> {
                    if (paused.getAndSet(!paused.get())) {
                        source.resume();
                    } else {
                        source.pause();
                    }
                },
                PAUSE_SECONDS,
                PAUSE_SECONDS,
                TimeUnit.SECONDS);
    }

    /**
     * Memory after a collection, threads and descriptors now; what was lost and twice until now, and the number that
     * all streams have reached.
     */
    private String state() {
        System.gc();
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return "heap=%d threads=%d descriptors=%d lost=%d twice=%d reached=%d"
                .formatted(
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 10,
                        ManagementFactory.getThreadMXBean().getThreadCount(),
                        system.getOpenFileDescriptorCount(),
                        streams.stream().mapToInt(Numbers::lost).sum(),
                        streams.stream().mapToInt(Numbers::twice).sum(),
                        streams.stream().mapToInt(Numbers::last).min().orElse(0));
    }

    /** Requests a message when the one before was handled. */
    private static final class OneByOne implements Flow.Subscriber<MessageEvent> {

        private final Numbers numbers;

        @SuppressWarnings("NullAway.Init") // by the publisher, before all other calls
        private Flow.Subscription subscription;

        OneByOne(Numbers numbers) {
            this.numbers = numbers;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(MessageEvent message) {
            numbers.on(message);
            subscription.request(1);
        }

        @Override
        public void onError(Throwable failure) {
            throw new IllegalStateException(failure);
        }

        @Override
        public void onComplete() {}
    }
}
