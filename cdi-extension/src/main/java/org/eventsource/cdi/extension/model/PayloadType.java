package org.eventsource.cdi.extension.model;

import java.util.Map;
import java.util.Set;

/**
 * A type that data is decoded to for an observer.
 *
 * @param name as in source code, except for the dollar sign before the names of nested classes
 * @param supertypes the names of all its superclasses
 */
public record PayloadType(String name, Form form, Set<String> supertypes) {

    /** Determines how data is decoded to this type, or why that is impossible. */
    public enum Form {
        /** {@link String}: the data is not decoded. */
        TEXT,
        /** A value of JSON-P. */
        JSON,
        /** A type that JSON-B or Jackson decodes. */
        OBJECT,
        INTERFACE,
        ABSTRACT,
        GENERIC
    }

    /** The types of JSON-P that are payloads, with their supertypes. */
    private static final Map<String, Set<String>> JSON = Map.of(
            "jakarta.json.JsonValue", Set.of(),
            "jakarta.json.JsonStructure", Set.of("jakarta.json.JsonValue"),
            "jakarta.json.JsonObject", Set.of("jakarta.json.JsonStructure", "jakarta.json.JsonValue"),
            "jakarta.json.JsonArray", Set.of("jakarta.json.JsonStructure", "jakarta.json.JsonValue"));

    public PayloadType {
        supertypes = Set.copyOf(supertypes);
    }

    public static Form formOf(String name, Form otherwise) {
        if (JSON.containsKey(name)) {
            return Form.JSON;
        }
        return name.equals("java.lang.String") ? Form.TEXT : otherwise;
    }

    /** Returns whether data can be decoded to this type. */
    boolean isMakeable() {
        return form == Form.TEXT || form == Form.JSON || form == Form.OBJECT;
    }

    boolean isA(PayloadType other) {
        return supertypes.contains(other.name)
                || JSON.getOrDefault(name, Set.of()).contains(other.name);
    }
}
