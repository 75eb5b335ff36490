package org.eventsource.cdi.extension.observers;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types of application beans whose API may be absent. */
public final class OptionalTypes {

    public static final String JSONB = "jakarta.json.bind.Jsonb";
    public static final String OBJECT_MAPPER = "com.fasterxml.jackson.databind.ObjectMapper";

    /** The client of {@code java.net.http}. */
    public static final String HTTP_CLIENT = "java.net.http.HttpClient";

    /** A client of Jakarta REST. */
    public static final String REST_CLIENT = "jakarta.ws.rs.client.Client";

    private OptionalTypes() {}

    /** Returns the types that this library can load. */
    static Set<Class<?>> present() {
        return Stream.of(JSONB, OBJECT_MAPPER, HTTP_CLIENT, REST_CLIENT)
                .filter(OptionalTypes::isPresent)
                .map(OptionalTypes::load)
                .collect(Collectors.toUnmodifiableSet());
    }

    public static boolean isPresent(String name) {
        try {
            load(name);
            return true;
        } catch (IllegalStateException | LinkageError e) {
            return false;
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, OptionalTypes.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name + " is absent", e);
        }
    }
}
