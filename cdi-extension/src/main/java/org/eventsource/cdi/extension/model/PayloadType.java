package org.eventsource.cdi.extension.model;

import java.util.Set;

/**
 * A type that an observer takes data as.
 *
 * @param name as in source code, but for the dollar before the names of nested classes
 * @param supertypes the names of all classes and interfaces that it can be assigned to
 */
public record PayloadType(String name, Form form, Set<String> supertypes) {

    /** What kind of type it is, as far as that matters for making one of data. */
    public enum Form {
        /** {@link String}: the data itself. */
        TEXT,
        /** An object or array of JSON-P. */
        JSON,
        /** Made by JSON-B. */
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

    /** Whether data can be made into it. */
    boolean isMakeable() {
        return form == Form.TEXT || form == Form.JSON || form == Form.OBJECT;
    }

    boolean isA(PayloadType other) {
        return !name.equals(other.name) && supertypes.contains(other.name);
    }
}
