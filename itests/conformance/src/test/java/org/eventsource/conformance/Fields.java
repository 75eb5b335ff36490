package org.eventsource.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The fields of one object of a case file. A field that is never read is a mistake. */
final class Fields {

    private final JsonNode node;
    private final Set<String> asked = new HashSet<>();

    Fields(JsonNode node) {
        this.node = node;
    }

    JsonNode get(String name) {
        asked.add(name);
        return node.path(name);
    }

    boolean has(String name) {
        return !get(name).isMissingNode();
    }

    String text(String name, String otherwise) {
        return has(name) ? get(name).asText() : otherwise;
    }

    int number(String name) {
        return get(name).asInt(0);
    }

    /** A list, or its only element. */
    <T> List<T> list(String name, Function<JsonNode, T> reader) {
        JsonNode found = get(name);
        if (found instanceof MissingNode) {
            return List.of();
        }
        if (!found.isArray()) {
            return List.of(reader.apply(found));
        }
        List<T> elements = new ArrayList<>();
        found.forEach(element -> elements.add(reader.apply(element)));
        return List.copyOf(elements);
    }

    <T> Map<String, T> map(String name, Function<JsonNode, T> reader) {
        Map<String, T> entries = new LinkedHashMap<>();
        get(name).properties().forEach(entry -> entries.put(entry.getKey(), reader.apply(entry.getValue())));
        return entries;
    }

    void checkAllAsked() {
        node.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                throw new IllegalArgumentException("unknown field: " + name);
            }
        });
    }
}
