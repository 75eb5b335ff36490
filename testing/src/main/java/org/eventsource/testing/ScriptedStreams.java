package org.eventsource.testing;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.eventsource.spi.ScriptedTransport;

/**
 * Replaces HTTP and the clock for the streams of an application in CDI. It is in force where it is injected, for
 * example into a test, or where it is a bean of the application for another reason. Then no stream connects to a
 * server. All else works as in production: configuration, request customizers, decoding of payloads, threads,
 * observers.
 *
 * <pre>{@code
 * streams.of("prices").open().message("tick", "{\"price\":42}").cut(); // observers have been called
 * streams.advance(Duration.ofSeconds(3));                              // the stream connects again
 * streams.of("prices").open();
 * }</pre>
 *
 * <p>Each call of a script, and {@link #advance}, returns when the streams have done what they can do now: listeners,
 * observers of events and observers of payloads have returned. Only asynchronous observers may still run. So such a
 * call throws {@link AssertionError} if a listener or an observer does not return within 10 s. It must not be called by
 * listeners and observers.
 *
 * <p>The clock moves only by {@link #advance}. It drives reconnection times, time-outs and the watchdog. Reconnection
 * times have no random part.
 *
 * <p>A bean is one for each application. If several tests use one application, as with {@code @QuarkusTest}, call
 * {@link #reset} before each test.
 */
@ApplicationScoped
public class ScriptedStreams implements ScriptedTransport {

    /** More tasks than any stream has between the loss of a connection and the next attempt. */
    private static final int MOST_TASKS = 1000;

    private final ScriptedTime time = new ScriptedTime();
    private final Activity activity = new Activity();
    private final Map<String, ScriptedKey> keys = new ConcurrentHashMap<>();

    /** Called by the container. */
    public ScriptedStreams() {}

    /**
     * Returns the script of a stream. It is empty at first: the stream waits for an answer. If several sources have
     * this key, for example with different values in the path, each of their connections plays the next part of the
     * script.
     *
     * @param key as in {@code @Stream}; for a stream that is opened by its URL, the URL
     */
    public StreamScript of(String key) {
        return scripted(key).script();
    }

    /**
     * Returns the requests of the streams with this key, in their order, since the start or the last reset. It waits
     * until the streams have done what they can do now.
     */
    public List<SseRequest> requests(String key) {
        activity.awaitEnd();
        return scripted(key).requests();
    }

    private ScriptedKey scripted(String key) {
        return keys.computeIfAbsent(key, absent -> new ScriptedKey(time, activity::awaitEnd));
    }

    /**
     * Moves the clock. What is due meanwhile happens at its time, in order.
     *
     * @throws IllegalArgumentException if negative
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration: negative: " + duration);
        }
        activity.awaitEnd();
        Instant end = time.now().plus(duration);
        for (Runnable next = time.next(end); next != null; next = time.next(end)) {
            next.run();
            activity.awaitEnd();
        }
        time.moveTo(end);
    }

    /**
     * Forgets all scripts and requests and breaks all connections, and moves the clock until the streams that were
     * connected wait for an answer again. Listeners and observers receive the error of the break.
     */
    public void reset() {
        activity.awaitEnd();
        Set<ScriptedKey> broken =
                keys.values().stream().filter(ScriptedKey::reset).collect(Collectors.toSet());
        activity.awaitEnd();
        for (int i = 0; i < MOST_TASKS && !broken.stream().allMatch(ScriptedKey::isAwaited); i++) {
            Runnable next = time.next();
            if (next == null) {
                return;
            }
            next.run();
            activity.awaitEnd();
        }
    }

    /** Called by streams. */
    @Override
    public Runnable connect(String key, Attempt attempt) {
        ScriptedAttempt scripted = new ScriptedAttempt(scripted(key), attempt);
        scripted.start();
        return scripted::finish;
    }

    /** Returns the time of the clock that the test moves. It begins with the time of the machine. */
    @Override
    public Instant now() {
        return time.now();
    }

    /** Called by streams. */
    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        return time.schedule(delay, task);
    }

    /** Called by streams. */
    @Override
    public Runnable submitted() {
        return activity.begin();
    }
}
