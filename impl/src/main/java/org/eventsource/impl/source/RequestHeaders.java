package org.eventsource.impl.source;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.eventsource.impl.transport.HeaderSyntax;
import org.jspecify.annotations.Nullable;

/** Calls the application's suppliers of headers for each attempt. */
final class RequestHeaders {

    private final Settings settings;
    private final AtomicBoolean calling = new AtomicBoolean();

    RequestHeaders(Settings settings) {
        this.settings = settings;
    }

    /**
     * Calls the suppliers, for one attempt at a time. If a supplier has not returned to an earlier attempt, throws an
     * exception, so that not every attempt hangs.
     */
    Map<String, String> get() {
        if (!calling.compareAndSet(false, true)) {
            throw new HeaderException("a supplier of headers has not returned since an earlier attempt", null);
        }
        try {
            return checked();
        } finally {
            calling.set(false);
        }
    }

    private Map<String, String> checked() {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        settings.headers().forEach((name, supplier) -> {
            String value = call(name, supplier);
            if (value != null) {
                headers.put(name, HeaderSyntax.checkValue(name, value));
            }
        });
        settings.requestHeaders().get().forEach((name, value) -> {
            // The spelling of the name changes with the value.
            headers.remove(name);
            headers.put(HeaderSyntax.checkName(name), HeaderSyntax.checkValue(name, value));
        });
        return headers;
    }

    private static @Nullable String call(String name, Supplier<? extends @Nullable String> supplier) {
        try {
            return supplier.get();
        } catch (RuntimeException e) {
            throw new HeaderException("the supplier of header " + name + " failed: " + FailureReason.words(e), e);
        }
    }
}
