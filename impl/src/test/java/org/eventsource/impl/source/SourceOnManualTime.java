package org.eventsource.impl.source;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eventsource.Event;
import org.eventsource.EventListener;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.ReadyState;
import org.eventsource.Redirects;
import org.eventsource.impl.cursor.CursorUse;
import org.eventsource.impl.cursor.MessageHandler;
import org.eventsource.impl.dispatch.Listeners;
import org.eventsource.impl.jdk.JdkClient;
import org.eventsource.impl.state.ReconnectionSettings;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.RequestAdditions;
import org.eventsource.impl.transport.RequestMethod;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.Recorder;
import org.eventsource.testing.SseHandler;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A source over real sockets, with a clock that the test moves. */
abstract class SourceOnManualTime {

    private static final int MAX_BODY = 4096;

    private final ExecutorService works = Executors.newCachedThreadPool();
    private final JdkClient client = new JdkClient(works, Thread::new);
    final ManualTimer timer = new ManualTimer();
    final Recorder recorder = new Recorder();
    final Listeners listeners = new Listeners((event, failure, reports) -> {});
    final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    /** One thread: if a task is done, the tasks before it are done, too. */
    final ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 0, SECONDS, tasks);

    final List<EventSource> sources = new ArrayList<>();
    final Map<String, Supplier<? extends String>> headers = new TreeMap<>();
    final AtomicInteger attempts = new AtomicInteger();
    final AtomicInteger releases = new AtomicInteger();
    SseServer server;

    Duration connectTimeout = Duration.ofSeconds(10);
    Duration idleTimeout = Duration.ZERO;
    Duration startupGrace = Duration.ZERO;
    Duration reopenAfter = Duration.ZERO;
    Duration initialDelay = Duration.ZERO;
    boolean reconnects = true;
    int maxAttempts;
    Duration giveUpAfter = Duration.ZERO;
    Predicate<MessageEvent> closeOn = message -> false;
    CursorUse cursor;
    MessageHandler.Factory handler;
    ConnectionMonitor monitor = ConnectionMonitor.NONE;
    LogSettings logSettings = LogSettings.ofApplication("the source");
    DoubleSupplier random = () -> 0;

    @BeforeEach
    void start() throws Exception {
        server = SseServer.start();
        headers.put("X-Attempt", () -> String.valueOf(attempts.incrementAndGet()));
    }

    @AfterEach
    void stop() throws Exception {
        sources.forEach(EventSource::close);
        client.stop().run();
        server.close();
        executor.shutdownNow();
        works.shutdown();
    }

    /** Opens a source of {@code /} that retries 503, so that a response is enough for a loss. */
    EventSource openOn(Executor anyExecutor) {
        listeners.add(Event.class, recorder);
        return openUnheard(anyExecutor);
    }

    /** Opens a source with only the listeners that the test has added. */
    EventSource openUnheard(Executor anyExecutor) {
        return open(ports(anyExecutor));
    }

    EventSource open(Ports ports) {
        HttpEventSource source = HttpEventSource.of(settings(), listeners, ports, releases::incrementAndGet);
        sources.add(source);
        source.start();
        return source;
    }

    Settings settings() {
        return new Settings(
                server.uri("/"),
                false,
                new ReconnectionSettings(
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(30),
                        reopenAfter,
                        initialDelay,
                        reconnects,
                        maxAttempts,
                        giveUpAfter),
                Set.of(503),
                Set.of(),
                connectTimeout,
                idleTimeout,
                startupGrace,
                1024,
                MAX_BODY,
                "",
                Redirects.ALWAYS,
                new RequestSettings(RequestMethod.GET, headers, Map.of(), "", null, false, id -> RequestAdditions.NONE),
                closeOn,
                cursor,
                handler,
                logSettings,
                monitor);
    }

    Ports ports(Executor anyExecutor) {
        ApplicationExecutor application = ApplicationExecutor.on(anyExecutor);
        return new Ports(client.transport(application), application, timer, random);
    }

    /** Opens a source that makes its requests on another thread than the executor, so that they may block. */
    EventSource openThatMayBlock(SseHandler handler) {
        server.on("/", handler);
        listeners.add(Event.class, recorder);
        ApplicationExecutor application = ApplicationExecutor.on(executor);
        return open(new Ports(client.transport(ApplicationExecutor.on(works)), application, timer, random));
    }

    EventSource open(SseHandler first, SseHandler... following) {
        server.on("/", first, following);
        return openOn(executor);
    }

    /** Opens a source and waits for its open event. */
    EventSource openStream(SseHandler first, SseHandler... following) throws Exception {
        EventSource source = open(first, following);
        recorder.nextOpen();
        settle();
        return source;
    }

    static SseHandler answering(int status, String... headers) {
        return connection -> connection.respond(status, headers);
    }

    /** Sends a text and ends the stream. */
    static SseHandler streaming(String events) {
        return connection -> connection.stream(events);
    }

    static SseHandler silent() {
        return connection -> new Gate().await();
    }

    static SseHandler after(Gate gate, SseHandler script) {
        return connection -> {
            gate.await();
            script.handle(connection);
        };
    }

    static SseHandler inTurn(SseHandler first, SseHandler second) {
        return connection -> {
            first.handle(connection);
            second.handle(connection);
        };
    }

    /** Opens a stream that is silent until the client leaves. */
    static SseHandler silentStream(Gate left) {
        return inTurn(streaming(""), leaving(left));
    }

    static SseHandler leaving(Gate left) {
        return connection -> {
            connection.waitForClientClose();
            left.open();
        };
    }

    /** Opens a stream that sends a text when the gate is opened, and ends. */
    static SseHandler speaking(Gate gate, String events) {
        return inTurn(streaming(""), after(gate, connection -> connection.events(events)));
    }

    /** Returns when the executor has run its tasks, and the tasks that they submitted. */
    void settle() throws Exception {
        executor.submit(() -> {}).get();
        executor.submit(() -> {}).get();
    }

    void pass(Duration time) throws Exception {
        timer.advance(time);
        settle();
    }

    void standStill(Duration time) throws Exception {
        timer.standStill(time);
        settle();
    }

    void passMillis(long millis) throws Exception {
        pass(Duration.ofMillis(millis));
    }

    /** Blocks the executor until the gate is opened. */
    Gate holdExecutor() throws Exception {
        Gate held = new Gate();
        Gate end = new Gate();
        executor.execute(() -> {
            held.open();
            awaitUnchecked(end);
        });
        held.await();
        return end;
    }

    static void awaitThat(Callable<Boolean> condition) {
        await().atMost(Patience.LIMIT).pollInterval(Duration.ofMillis(5)).until(condition);
    }

    static void awaitUnchecked(Gate gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the delay in the error event of the next loss. */
    Duration nextDelay() throws Exception {
        Duration delay = recorder.nextError().reconnectIn().orElseThrow();
        settle();
        return delay;
    }

    static EventListener<Event> throwing(Error error) {
        return event -> {
            throw error;
        };
    }

    void assertNothingHeard() {
        assertThat(recorder.rest()).isEmpty();
    }

    /** Checks that nothing is left, and that a second close does nothing. */
    void assertOver(EventSource source) throws Exception {
        settle();
        int before = attempts.get();
        assertThat(source.readyState()).isEqualTo(ReadyState.CLOSED);
        assertThat(timer.isIdle()).isTrue();
        assertThat(releases).hasValue(1);
        source.close();
        pass(Duration.ofHours(1));
        assertThat(attempts).hasValue(before);
        assertThat(releases).hasValue(1);
        assertNothingHeard();
    }
}
