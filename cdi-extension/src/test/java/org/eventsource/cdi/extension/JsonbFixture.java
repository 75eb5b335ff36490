package org.eventsource.cdi.extension;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.lang.reflect.Proxy;
import java.util.function.BiConsumer;

/** JSON-B that fails when a test wants it to. */
final class JsonbFixture {

    private JsonbFixture() {}

    /**
     * Creates an instance.
     *
     * @param beforeReading gets the data and its type before the data is read; what it throws is thrown
     */
    static Jsonb failing(BiConsumer<Object, Object> beforeReading) {
        Jsonb jsonb = JsonbBuilder.create();
        return (Jsonb) Proxy.newProxyInstance(
                Jsonb.class.getClassLoader(), new Class<?>[] {Jsonb.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("fromJson")) {
                        beforeReading.accept(arguments[0], arguments[1]);
                    }
                    return method.invoke(jsonb, arguments);
                });
    }
}
