package org.eventsource.impl.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeHandler;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.Response;
import org.jspecify.annotations.Nullable;

/** What happens in it is what a test says. As a real one, it says nothing any more when it is over or cancelled. */
final class FakeExchange implements Exchange {

    private final Callable<Request> request;
    private final ExchangeHandler handler;
    private @Nullable Request asked;
    private boolean cancelled;

    FakeExchange(Callable<Request> request, ExchangeHandler handler) {
        this.request = request;
        this.handler = handler;
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Asks for the request, unless it was asked for; a failure to make one is the exchange's. */
    Request request() throws Exception {
        if (asked == null) {
            try {
                asked = request.call();
            } catch (Exception e) {
                fail(e);
                throw e;
            }
        }
        return asked;
    }

    /** Says whether the body is wanted. */
    boolean respond(int status, String... namesAndValues) throws Exception {
        request();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return handler.onResponse(new Response(status, name -> Optional.ofNullable(headers.get(name))));
    }

    /** Opens a stream. */
    FakeExchange stream() throws Exception {
        if (!respond(200, "Content-Type", "text/event-stream")) {
            cancelled = true;
        }
        return this;
    }

    /** Sends a piece of the stream, also after it was cancelled, as a call may be on its way. */
    FakeExchange send(String events) {
        byte[] bytes = events.getBytes(UTF_8);
        handler.onBytes(bytes, 0, bytes.length);
        return this;
    }

    void end() {
        handler.onEnd();
    }

    void fail(Throwable cause) {
        handler.onFailure(cause);
    }
}
