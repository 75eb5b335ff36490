package org.eventsource.impl.source;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eventsource.impl.cursor.CursorException;
import org.eventsource.impl.transport.HeaderSyntax;
import org.eventsource.impl.transport.Query;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.RequestAdditions;
import org.eventsource.impl.transport.RequestBody;
import org.eventsource.impl.transport.RequestMethod;
import org.eventsource.impl.transport.SentId;
import org.jspecify.annotations.Nullable;

/** Makes the request of each attempt. Calls the application's suppliers for it. */
final class Requests {

    private final Settings settings;
    private final BooleanSupplier asksStore;
    private final AtomicBoolean calling = new AtomicBoolean();

    /** @param asksStore whether the store of the cursor was asked and has not answered; called on any thread */
    Requests(Settings settings, BooleanSupplier asksStore) {
        this.settings = settings;
        this.asksStore = asksStore;
    }

    /**
     * Loads the ids and calls the suppliers, for one attempt at a time. If that has not returned to an earlier attempt,
     * throws an exception, so that not every attempt hangs.
     *
     * @param ids returns the ids to send; may block
     * @param alone whether the stream needs a connection that no other stream shares
     * @throws CursorException if the ids are not known
     */
    Request next(Ids ids, boolean alone) throws CursorException {
        if (!calling.compareAndSet(false, true)) {
            if (asksStore.getAsBoolean()) {
                throw new CursorException("the store of the cursor has not answered since an earlier attempt", null);
            }
            throw new RequestException("a supplier has not returned since an earlier attempt", null);
        }
        try {
            return made(ids.get(), alone);
        } finally {
            calling.set(false);
        }
    }

    /** The ids of one request. */
    @FunctionalInterface
    interface Ids {
        SentId get() throws CursorException;
    }

    private Request made(SentId ids, boolean alone) {
        Map<String, String> headers = headers();
        Map<String, String> queries = queries();
        RequestAdditions additions = settings.request().additions().apply(ids.id());
        additions.headers().forEach((name, value) -> {
            // The spelling of the name changes with the value.
            headers.remove(name);
            headers.put(HeaderSyntax.checkName(name), HeaderSyntax.checkValue(name, value));
        });
        queries.putAll(additions.queries());
        if (!ids.query().isEmpty()) {
            queries.put(settings.request().lastEventIdQuery(), ids.query());
        }
        RequestBody body = additions.body() == null ? body() : additions.body();
        RequestMethod method = settings.request().method();
        if (body != null && method.isGet()) {
            throw new RequestException("a request customizer gave a body, but the method is GET, which has none", null);
        }
        return new Request(
                settings.url(),
                Query.of(queries),
                method,
                headers,
                body,
                settings.request().compression(),
                ids,
                true,
                alone);
    }

    private @Nullable RequestBody body() {
        Supplier<RequestBody> supplier = settings.request().body();
        try {
            return supplier == null ? null : supplier.get();
        } catch (RuntimeException e) {
            throw new RequestException("the supplier of the body failed: " + FailureReason.words(e), e);
        }
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        settings.request().headers().forEach((name, supplier) -> {
            String value = call("header " + name, supplier);
            if (value != null) {
                headers.put(name, HeaderSyntax.checkValue(name, value));
            }
        });
        return headers;
    }

    private Map<String, String> queries() {
        Map<String, String> queries = new LinkedHashMap<>();
        settings.request().queries().forEach((name, supplier) -> {
            String value = call("query " + name, supplier);
            if (value != null) {
                queries.put(name, value);
            }
        });
        return queries;
    }

    private static @Nullable String call(String what, Supplier<? extends @Nullable String> supplier) {
        try {
            return supplier.get();
        } catch (RuntimeException e) {
            throw new RequestException("the supplier of %s failed: %s".formatted(what, FailureReason.words(e)), e);
        }
    }
}
