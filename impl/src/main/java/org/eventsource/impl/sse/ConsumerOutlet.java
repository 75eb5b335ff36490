package org.eventsource.impl.sse;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import org.eventsource.ErrorEvent;
import org.eventsource.ReadyState;
import org.eventsource.impl.source.Outlet;
import org.jspecify.annotations.Nullable;

/** Tells consumers what a connection delivers, in the words of Jakarta REST. Called by one thread at a time. */
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
    public void onOpen(String origin) {
        connected = true;
        // What the stream before had not finished is lost.
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

    /** All was said at the end of the block. */
    @Override
    public void onEvent(String type, String data, String lastEventId) {}

    @Override
    public void onError(ErrorEvent event) {
        if (event.readyState() != ReadyState.CLOSED) {
            // A server that says when to come back was reached.
            connected |= event.status().isPresent();
        } else if (event.status().orElse(0) == NO_CONTENT) {
            consumers.complete();
        } else {
            consumers.error(failure(event));
        }
    }

    /** Jakarta REST notifies consumers of the end alone, not of a connection that is lost and made again. */
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

    /** The application wants no more. */
    void close() {
        if (connected) {
            consumers.complete();
        }
    }
}
