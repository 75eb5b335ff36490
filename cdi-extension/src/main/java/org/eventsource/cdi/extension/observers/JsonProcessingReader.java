package org.eventsource.cdi.extension.observers;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Map;
import java.util.Set;

/** Decodes data to values of JSON-P. */
final class JsonProcessingReader implements PayloadReader {

    private final JsonReaderFactory factory = Json.createReaderFactory(Map.of());

    /**
     * @param beans are not used: JSON-P has no beans
     * @param payloads are not used either
     */
    JsonProcessingReader(ApplicationBeans beans, Set<Class<?>> payloads) {}

    @Override
    public Object read(String data, Class<?> type) {
        try (JsonReader reader = factory.createReader(new StringReader(data))) {
            return type == JsonValue.class ? reader.readValue() : type.cast(reader.read());
        }
    }
}
