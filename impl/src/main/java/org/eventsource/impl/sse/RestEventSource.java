package org.eventsource.impl.sse;

import jakarta.ws.rs.sse.InboundSseEvent;
import jakarta.ws.rs.sse.SseEventSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eventsource.ReadyState;
import org.eventsource.impl.SharedResources;
import org.eventsource.impl.source.Connection;
import org.eventsource.impl.source.Ports;
import org.eventsource.impl.source.Settings;
import org.eventsource.impl.transport.Origin;
import org.jspecify.annotations.Nullable;

/** The source of Jakarta REST. It is opened once, and closed for good. */
final class RestEventSource implements SseEventSource {

    private final Settings settings;
    private final Endpoint endpoint;
    private final SharedResources resources;
    private final Consumers consumers;
    private final ConsumerOutlet outlet;

    /** Reaches zero when nothing is delivered any more. */
    private final CountDownLatch done = new CountDownLatch(1);

    private @Nullable Connection opened;
    private boolean closed;

    RestEventSource(Settings settings, Endpoint endpoint, SharedResources resources) {
        this.settings = settings;
        this.endpoint = endpoint;
        this.resources = resources;
        this.consumers = new Consumers(Origin.withPath(settings.url()));
        this.outlet = new ConsumerOutlet(consumers, endpoint);
    }

    @Override
    public void register(Consumer<InboundSseEvent> onEvent) {
        consumers.add(given("onEvent", onEvent), null, () -> {});
    }

    @Override
    public void register(Consumer<InboundSseEvent> onEvent, Consumer<Throwable> onError) {
        consumers.add(given("onEvent", onEvent), given("onError", onError), () -> {});
    }

    @Override
    public void register(Consumer<InboundSseEvent> onEvent, Consumer<Throwable> onError, Runnable onComplete) {
        consumers.add(given("onEvent", onEvent), given("onError", onError), given("onComplete", onComplete));
    }

    /** Jakarta REST demands this exception for null, and not a {@link NullPointerException}. */
    private static <T> T given(String name, @Nullable T consumer) {
        if (consumer == null) {
            throw new IllegalArgumentException(name + ": null");
        }
        return consumer;
    }

    @Override
    public void open() {
        connect().start();
    }

    private synchronized Connection connect() {
        if (closed || opened != null) {
            throw new IllegalStateException(closed ? "the source was closed" : "the source was opened before");
        }
        Ports ports = resources.acquire(endpoint);
        opened = new Connection(settings, ports, outlet, resources::release);
        return opened;
    }

    @Override
    public synchronized boolean isOpen() {
        return opened != null && opened.readyState() != ReadyState.CLOSED;
    }

    /**
     * {@inheritDoc} If a consumer calls this, it does not wait for that consumer.
     *
     * @return whether no consumer is running and none will be called
     */
    @Override
    public boolean close(long timeout, TimeUnit unit) {
        Connection closing = closing();
        if (closing == null) {
            return true;
        }
        closing.close();
        closing.runLater(this::finish);
        return !closing.isInTurn() && isDoneWithin(timeout, unit);
    }

    private synchronized @Nullable Connection closing() {
        closed = true;
        return opened;
    }

    /** Runs when a consumer that was running at the close has returned. */
    private void finish() {
        outlet.close();
        done.countDown();
    }

    private boolean isDoneWithin(long timeout, TimeUnit unit) {
        try {
            return done.await(timeout, unit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public String toString() {
        return "SseEventSource[%s, %s]".formatted(Origin.withPath(settings.url()), isOpen() ? "open" : "not open");
    }
}
