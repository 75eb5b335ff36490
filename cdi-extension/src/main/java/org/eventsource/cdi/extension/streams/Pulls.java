package org.eventsource.cdi.extension.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.ReadyState;
import org.eventsource.cdi.extension.threads.Gate;
import org.eventsource.impl.pull.Sources;
import org.eventsource.impl.source.HttpEventSource;
import org.eventsource.impl.source.MessageSink;
import org.eventsource.impl.transport.ApplicationExecutor;

/** What takes messages at the pace of the application. It fails when the application stops. */
final class Pulls {

    /** Created with this class: some containers close an application's class loader before the application stops. */
    private final ErrorEvent stop = ErrorEvent.builder(ErrorKind.CLIENT, ReadyState.CLOSED, "the application stops")
            .build();

    /** They allow the calls of listeners and customizers. One that no source has is forgotten. */
    private final Set<Gate> gates = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final Executor begun;
    private final Set<Pull> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /** @param begun runs tasks when the application has begun to run */
    Pulls(Executor begun) {
        this.begun = begun;
    }

    /** Takes messages until it has ended. */
    interface Pull {

        boolean isEnded();

        /** Ends it with a failure. */
        void fail(ErrorEvent cause);
    }

    private record SourcePull(MessageSink sink, HttpEventSource source) implements Pull {

        @Override
        public boolean isEnded() {
            return source.isEnded();
        }

        @Override
        public void fail(ErrorEvent cause) {
            sink.onOwnerCloses(cause);
            source.close();
        }
    }

    /** Returns a gate for the calls of one source, as each message passes it. It closes when the application stops. */
    Gate newGate() {
        Gate gate = new Gate();
        gates.add(gate);
        if (stopped) {
            gate.close();
        }
        return gate;
    }

    private List<Gate> gates() {
        synchronized (gates) {
            return new ArrayList<>(gates);
        }
    }

    /** Returns the same sources, which end with the application. */
    Sources ofApplication(Sources sources) {
        return new Sources() {
            @Override
            public HttpEventSource create(MessageSink sink) {
                HttpEventSource source = sources.create(sink);
                add(new SourcePull(sink, source));
                return source;
            }

            @Override
            public void start(HttpEventSource created) {
                begun.execute(() -> sources.start(created));
            }

            @Override
            public ApplicationExecutor executor() {
                return sources.executor();
            }
        };
    }

    /** Adds what is to fail when the application stops, and returns it. */
    <P extends Pull> P add(P pull) {
        open.removeIf(Pull::isEnded);
        open.add(pull);
        if (stopped) {
            pull.fail(stop);
        }
        return pull;
    }

    /** Ends all of them, and each one that is added later. Rejects further calls of listeners and customizers. */
    void stop() {
        stopped = true;
        // No lambdas, which would need classes, too.
        for (Gate gate : gates()) {
            gate.close();
        }
        for (Pull pull : open) {
            pull.fail(stop);
        }
    }

    /** Waits for running calls of listeners and customizers. Returns false if some of them do not end in time. */
    boolean awaitEnd(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        boolean ended = true;
        for (Gate gate : gates()) {
            ended &= gate.awaitEnd(Duration.ofNanos(end - System.nanoTime()));
        }
        return ended;
    }
}
