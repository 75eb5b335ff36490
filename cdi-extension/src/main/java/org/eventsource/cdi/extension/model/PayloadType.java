package org.eventsource.cdi.extension.model;

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
        /** An object or array of JSON-P. */
        JSON,
        /** A type that JSON-B or Jackson decodes. */
        OBJECT,
        INTERFACE,
        ABSTRACT,
        GENERIC
    }

    public PayloadType {
        supertypes = Set.copyOf(supertypes);
    }

    public static Form formOf(String name, Form otherwise) {
        return switch (name) {
            case "java.lang.String" -> Form.TEXT;
            case "jakarta.json.JsonObject", "jakarta.json.JsonArray" -> Form.JSON;
            default -> otherwise;
        };
    }

    /** Returns whether data can be decoded to this type. */
    boolean isMakeable() {
        return form == Form.TEXT || form == Form.JSON || form == Form.OBJECT;
    }

    boolean isA(PayloadType other) {
        return !name.equals(other.name) && supertypes.contains(other.name);
    }
}
