package org.eventsource.impl.source;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeHandler;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.Transport;
import org.jspecify.annotations.Nullable;

/** A transport without a network: what its exchanges bring is what a test says, on the test's thread. */
final class FakeTransport implements Transport {

    private final Queue<FakeExchange> opened = new ArrayDeque<>();

    private @Nullable Callable<?> beforeReturning;
    private Predicate<String> sendsExactly = id -> true;

    @Override
    public Exchange open(Callable<Request> request, ExchangeHandler handler) {
        FakeExchange exchange = new FakeExchange(request, handler);
        opened.add(exchange);
        runBeforeReturning();
        return exchange;
    }

    private void runBeforeReturning() {
        Callable<?> action = beforeReturning;
        beforeReturning = null;
        if (action != null) {
            try {
                action.call();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    /** What another thread may bring before the next {@link #open} has returned. */
    void beforeReturning(Callable<?> action) {
        beforeReturning = action;
    }

    @Override
    public boolean sendsExactly(String lastEventId) {
        return sendsExactly.test(lastEventId);
    }

    void sendsExactly(Predicate<String> ids) {
        sendsExactly = ids;
    }

    /** The next exchange in the order in which they were opened. */
    FakeExchange next() {
        if (opened.isEmpty()) {
            throw new AssertionError("no exchange was opened");
        }
        return opened.remove();
    }

    /** Whether no exchange was opened but those that {@link #next()} has handed out. */
    boolean isIdle() {
        return opened.isEmpty();
    }
}
