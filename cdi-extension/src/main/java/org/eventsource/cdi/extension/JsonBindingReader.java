package org.eventsource.cdi.extension;

import static java.util.Objects.requireNonNull;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;

/** Makes objects by JSON-B. */
final class JsonBindingReader implements PayloadReader {

    private final Jsonb jsonb = JsonbBuilder.create();

    @Override
    public Object read(String data, Class<?> type) {
        return requireNonNull(jsonb.fromJson(data, type), "the data is null");
    }

    @Override
    public void close() {
        try {
            jsonb.close();
        } catch (Exception e) {
            throw new IllegalStateException("JSON-B cannot be closed", e);
        }
    }
}
