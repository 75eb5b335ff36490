package org.eventsource.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The script of the streams with one key, and their connections. */
final class ScriptedKey {

    private final ScriptedTime time;
    private final StreamScript script;
    private final Deque<ScriptedAttempt> waiting = new ArrayDeque<>();
    private final Set<ScriptedAttempt> playing = new HashSet<>();
    private final List<SseRequest> requests = new ArrayList<>();

    /** @param settled returns when the streams have nothing to do */
    ScriptedKey(ScriptedTime time, Runnable settled) {
        this.time = time;
        this.script = new StreamScript(() -> {
            playAll();
            settled.run();
        });
    }

    StreamScript script() {
        return script;
    }

    synchronized List<SseRequest> requests() {
        return List.copyOf(requests);
    }

    synchronized void add(SseRequest request) {
        requests.add(request);
    }

    ScriptedTime time() {
        return time;
    }

    /** The attempt has sent its request and waits for an answer, unless the stream has ended it meanwhile. */
    void await(ScriptedAttempt attempt) {
        synchronized (this) {
            waiting.add(attempt);
        }
        if (attempt.isOver()) {
            remove(attempt);
        }
        playAll();
    }

    synchronized void remove(ScriptedAttempt attempt) {
        waiting.remove(attempt);
        playing.remove(attempt);
    }

    /** Returns whether an attempt waits for its answer. */
    synchronized boolean isAwaited() {
        return !waiting.isEmpty();
    }

    private void playAll() {
        for (ScriptedAttempt next = takeNext(); next != null; next = takeNext()) {
            next.play();
        }
        List<ScriptedAttempt> all;
        synchronized (this) {
            all = List.copyOf(playing);
        }
        all.forEach(ScriptedAttempt::play);
    }

    /** Assigns the next part of the script to the attempt that has waited longest. */
    private synchronized @Nullable ScriptedAttempt takeNext() {
        if (waiting.isEmpty()) {
            return null;
        }
        ScriptedConnection part = script.connections().poll();
        if (part == null) {
            return null;
        }
        ScriptedAttempt next = waiting.remove();
        next.assign(part);
        playing.add(next);
        return next;
    }

    /**
     * Forgets script and requests, and breaks all connections.
     *
     * @return whether there were connections
     */
    boolean reset() {
        List<ScriptedAttempt> broken;
        synchronized (this) {
            script.clear();
            requests.clear();
            broken = List.copyOf(playing);
        }
        broken.forEach(ScriptedAttempt::breakOff);
        return !broken.isEmpty();
    }
}
