package org.eventsource.impl.rest;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Clients of our own. The standard API knows neither pools nor repetitions: RESTEasy is told by the names of its
 * methods, which other clients do not have.
 */
final class OurClients {

    private OurClients() {}

    /** A client for one source. */
    static Client forOne() {
        return builder().build();
    }

    /**
     * A client that has a connection for every stream. RESTEasy's have a pool of 50, where the streams beyond would
     * wait for others to end, and each client has a thread that looks after its pool.
     */
    static Client forMany() {
        ClientBuilder builder = builder();
        call(builder, "connectionPoolSize", Integer.MAX_VALUE);
        return builder.build();
    }

    /** One that asks once for each attempt: RESTEasy's asks four times within moments, also after a close. */
    private static ClientBuilder builder() {
        ClientBuilder builder = ClientBuilder.newBuilder();
        call(builder, "disableAutomaticRetries");
        return builder;
    }

    private static void call(ClientBuilder builder, String name, Object... values) {
        for (Method method : builder.getClass().getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == values.length) {
                call(builder, method, values);
                return;
            }
        }
    }

    private static void call(ClientBuilder builder, Method method, Object... values) {
        try {
            method.invoke(builder, values);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
