package org.eventsource.impl.source;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.eventsource.impl.transport.HeaderSyntax;
import org.jspecify.annotations.Nullable;

/** Asks the application for its headers, anew for each attempt. */
final class RequestHeaders {

    private final Settings settings;
    private final AtomicBoolean asking = new AtomicBoolean();

    RequestHeaders(Settings settings) {
        this.settings = settings;
    }

    /** One attempt at a time asks; one that hangs there keeps the others from hanging, too. */
    Map<String, String> ask() {
        if (!asking.compareAndSet(false, true)) {
            throw new HeaderException("a supplier of headers has not returned since an earlier attempt", null);
        }
        try {
            return checked();
        } finally {
            asking.set(false);
        }
    }

    private Map<String, String> checked() {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        settings.headers().forEach((name, supplier) -> {
            String value = ask(name, supplier);
            if (value != null) {
                headers.put(name, HeaderSyntax.checkValue(name, value));
            }
        });
        settings.requestHeaders().get().forEach((name, value) -> {
            // The name is spelt as it was said last.
            headers.remove(name);
            headers.put(HeaderSyntax.checkName(name), HeaderSyntax.checkValue(name, value));
        });
        return headers;
    }

    private static @Nullable String ask(String name, Supplier<? extends @Nullable String> supplier) {
        try {
            return supplier.get();
        } catch (RuntimeException e) {
            throw new HeaderException("the supplier of header " + name + " failed: " + FailureReason.words(e), e);
        }
    }
}
