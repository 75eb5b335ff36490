package org.eventsource.cdi.extension.streams;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.ReadyState;
import org.eventsource.impl.pull.Sources;
import org.eventsource.impl.source.HttpEventSource;
import org.eventsource.impl.source.MessageSink;
import org.eventsource.impl.transport.ApplicationExecutor;

/** The sources of the application whose messages are taken. They fail when the application stops. */
final class Pulls {

    /** Created with this class: some containers close an application's class loader before the application stops. */
    private final ErrorEvent stop = ErrorEvent.builder(ErrorKind.CLIENT, ReadyState.CLOSED, "the application stops")
            .build();

    private final Executor begun;
    private final Set<Pull> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /** @param begun runs tasks when the application has begun to run */
    Pulls(Executor begun) {
        this.begun = begun;
    }

    private record Pull(MessageSink sink, HttpEventSource source) {

        void fail(ErrorEvent failure) {
            sink.onFailure(failure);
            source.close();
        }
    }

    /** Returns the same sources, which end with the application. */
    Sources ofApplication(Sources sources) {
        return new Sources() {
            @Override
            public HttpEventSource create(MessageSink sink) {
                HttpEventSource source = sources.create(sink);
                add(new Pull(sink, source));
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

    private void add(Pull pull) {
        open.removeIf(each -> each.source().isEnded());
        open.add(pull);
        if (stopped) {
            pull.fail(stop);
        }
    }

    /** Ends all sources, and each one that is created later. */
    void stop() {
        stopped = true;
        // No lambda, which would need a class, too.
        for (Pull pull : open) {
            pull.fail(stop);
        }
    }
}
