package org.eventsource.cdi.extension.observers;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.util.Map;

/** Makes objects and arrays of JSON-P. */
final class JsonProcessingReader implements PayloadReader {

    private final JsonReaderFactory factory = Json.createReaderFactory(Map.of());

    /** JSON-P has no beans. */
    JsonProcessingReader(ApplicationBeans beans) {}

    @Override
    public Object read(String data, Class<?> type) {
        try (JsonReader reader = factory.createReader(new StringReader(data))) {
            return type.cast(reader.read());
        }
    }
}
