package org.eventsource.cdi.extension.streams;

import java.time.Duration;
import java.util.Set;
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

    /** Allows the calls of their listeners and customizers. */
    private final Gate gate = new Gate();

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

    Gate gate() {
        return gate;
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
        gate.close();
        // No lambda, which would need a class, too.
        for (Pull pull : open) {
            pull.fail(stop);
        }
    }

    /** Waits for running calls of listeners and customizers. Returns false if some of them do not end in time. */
    boolean awaitEnd(Duration time) {
        return gate.awaitEnd(time);
    }
}
