package org.eventsource.impl.sse;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import org.eventsource.ErrorEvent;
import org.eventsource.ReadyState;
import org.eventsource.impl.source.Outlet;
import org.jspecify.annotations.Nullable;

/** Calls the consumers of Jakarta REST for everything that a connection delivers. Called by one thread at a time. */
final class ConsumerOutlet implements Outlet {

    private static final int NO_CONTENT = 204;

    private final Consumers consumers;
    private final Endpoint endpoint;
    private PendingBlock pending = new PendingBlock();
    private boolean connected;

    ConsumerOutlet(Consumers consumers, Endpoint endpoint) {
        this.consumers = consumers;
        this.endpoint = endpoint;
    }

    @Override
    public void onOpen(String origin, HttpHeaders headers, String sentId) {
        connected = true;
        // Drops the unfinished block of the previous connection.
        pending = new PendingBlock();
    }

    @Override
    public void onComment(String comment) {
        pending.comment(comment);
    }

    @Override
    public void onRetry(Duration time) {
        pending.retry(time);
    }

    @Override
    public void onBlock(@Nullable String type, @Nullable String data, @Nullable String id) {
        PendingBlock block = pending;
        if (type != null || data != null || id != null || !block.isEmpty()) {
            pending = new PendingBlock();
            consumers.event(new InboundEvent(
                    id, type, block.comment(), block.retry(), data == null ? "" : data, endpoint.messageBody()));
        }
    }

    /** Does nothing: {@link #onBlock} has called the consumers. */
    @Override
    public void onEvent(String type, String data, String lastEventId) {}

    @Override
    public void onError(ErrorEvent event) {
        if (event.readyState() != ReadyState.CLOSED) {
            // A response with a status that is retried came from the server.
            connected |= event.status().isPresent();
        } else if (event.status().orElse(0) == NO_CONTENT) {
            consumers.complete();
        } else {
            consumers.error(failure(event));
        }
    }

    /**
     * Jakarta REST notifies consumers of the end of a source, and not of a connection that is lost and opened again.
     */
    @Override
    public boolean notifies(ReadyState state) {
        return state == ReadyState.CLOSED && consumers.handleErrors();
    }

    private Throwable failure(ErrorEvent event) {
        return event.status().isPresent()
                ? new WebApplicationException(
                        event.reason(), endpoint.lastResponse(event.status().getAsInt()))
                : event.cause().orElseGet(() -> new ProcessingException(event.reason()));
    }

    /** The application has closed the source. */
    void close() {
        if (connected) {
            consumers.complete();
        }
    }
}
