package org.eventsource.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import org.eventsource.ErrorEvent;
import org.eventsource.cdi.FailedEvent;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one stream: one for each attempt to connect, and one for each message. The span of a message has a link
 * to the attempt whose connection delivered it. Its methods are called one after another.
 */
final class StreamSpans {

    private final Tracer tracer;
    private final StreamMetrics.OfStream metrics;
    private final String connect;
    private final String process;
    private volatile @Nullable Span attempt;
    private volatile SpanContext connection = SpanContext.getInvalid();

    StreamSpans(Tracer tracer, StreamMetrics.OfStream metrics, String key) {
        this.tracer = tracer;
        this.metrics = metrics;
        this.connect = key.isEmpty() ? "connect" : "connect " + key;
        this.process = key.isEmpty() ? "process" : "process " + key;
    }

    private SpanBuilder begin(String name, SpanKind kind) {
        return tracer.spanBuilder(name).setSpanKind(kind).setNoParent().setAllAttributes(metrics.attributes);
    }

    void attempting(int number) {
        metrics.attempting();
        end(attempt);
        attempt = begin(connect, SpanKind.CLIENT)
                .setAttribute("eventsource.attempt", number)
                .startSpan();
    }

    void opened(Duration took) {
        metrics.opened(took);
        Span opened = attempt;
        if (opened != null) {
            connection = opened.getSpanContext();
        }
        end(opened);
    }

    void failed(ErrorEvent error) {
        metrics.failed(error);
        Span failed = attempt;
        if (failed != null) {
            failed.setStatus(StatusCode.ERROR)
                    .setAttribute(StreamMetrics.ERROR_TYPE, error.kind().name());
        }
        end(failed);
    }

    private void end(@Nullable Span ended) {
        attempt = null;
        if (ended != null) {
            ended.end();
        }
    }

    void read(int bytes) {
        metrics.read(bytes);
    }

    void cursorMoved() {
        metrics.cursorMoved();
    }

    /** Begins the span of a message and makes it current. */
    @SuppressWarnings("MustBeClosedChecker") // the caller closes it
    AutoCloseable handling() {
        SpanBuilder builder = begin(process, SpanKind.CONSUMER);
        if (connection.isValid()) {
            builder.addLink(connection);
        }
        Span span = builder.startSpan();
        return new Handling(span, span.makeCurrent(), metrics);
    }

    /** The handling of one message. */
    private static final class Handling implements AutoCloseable {

        private final Span span;
        private final Scope scope;
        private final StreamMetrics.OfStream metrics;
        private final long begun = System.nanoTime();

        Handling(Span span, Scope scope, StreamMetrics.OfStream metrics) {
            this.span = span;
            this.scope = scope;
            this.metrics = metrics;
        }

        @Override
        public void close() {
            scope.close();
            span.end();
            metrics.handled(System.nanoTime() - begun);
        }
    }

    /**
     * Marks the span of the current message as failed. The message of an exception is not recorded: it may quote the
     * data.
     */
    static void failed(FailedEvent failed) {
        Span span = Span.current();
        if (span.isRecording() && failed.phase() != FailedEvent.Phase.ASYNC_OBSERVER) {
            span.setStatus(StatusCode.ERROR)
                    .setAttribute(
                            StreamMetrics.ERROR_TYPE, failed.cause().getClass().getName());
        }
    }
}
