package org.eventsource.testing;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Passes a {@link SseServer} and a {@link Recorder} to the methods of a test class of JUnit 5 or 6 that have parameters
 * of these types. It is registered by {@code @ExtendWith(EventSourceExtension.class)} at the test class. All methods of
 * one test get the same two objects.
 *
 * <p>After each test it calls {@link Recorder#assertNothingElse()}, unless the test has failed, and closes the server.
 * What a {@code @BeforeAll} method or the constructor of the test class takes is shared by the tests of the class. Such
 * a recorder is checked after each test. Such a server is closed after the last one.
 */
public final class EventSourceExtension implements ParameterResolver, AfterEachCallback, AfterAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(EventSourceExtension.class);

    /** Called by JUnit. */
    public EventSourceExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == SseServer.class || type == Recorder.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SseServer.class
                ? stored(context, SseServer.class, SseServer::start)
                : stored(context, Recorder.class, Recorder::new);
    }

    /** Returns the object of this test or of a class around it. The store looks it up in this order. */
    private static <T> T stored(ExtensionContext context, Class<T> type, Supplier<T> maker) {
        Store store = context.getStore(NAMESPACE);
        T known = store.get(type, type);
        if (known == null) {
            known = maker.get();
            store.put(type, known);
        }
        return known;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            @Nullable Recorder recorder = context.getStore(NAMESPACE).get(Recorder.class, Recorder.class);
            if (recorder != null && context.getExecutionException().isEmpty()) {
                recorder.assertNothingElse();
            }
        } finally {
            close(context);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close(context);
    }

    /** Closes the server that was created for this context, and not for one around it. */
    private static void close(ExtensionContext context) {
        @Nullable SseServer server = context.getStore(NAMESPACE).remove(SseServer.class, SseServer.class);
        if (server != null) {
            server.close();
        }
    }
}
