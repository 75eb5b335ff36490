package org.eventsource.impl.rest;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.lang.reflect.InvocationTargetException;

/**
 * A client that has a connection for every stream. RESTEasy's have a pool of 50, where the streams beyond would wait
 * for others to end, and each client has a thread that looks after its pool. The standard API knows no pools: RESTEasy
 * is asked by the name of its method, which other clients do not have.
 */
final class RoomyClient {

    private RoomyClient() {}

    static Client make() {
        ClientBuilder builder = ClientBuilder.newBuilder();
        try {
            builder.getClass().getMethod("connectionPoolSize", int.class).invoke(builder, Integer.MAX_VALUE);
        } catch (NoSuchMethodException e) {
            return builder.build();
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
        return builder.build();
    }
}
