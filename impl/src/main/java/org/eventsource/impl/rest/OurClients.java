package org.eventsource.impl.rest;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import org.eventsource.impl.transport.Proxies;

/**
 * Clients of our own. The standard API knows neither pools nor repetitions: RESTEasy is told by the names of its
 * methods, which other clients do not have.
 */
final class OurClients {

    /** RESTEasy does not ask the {@link java.net.ProxySelector}, as others do. */
    private static final String PROXY = "org.jboss.resteasy.jaxrs.client.proxy.";

    private OurClients() {}

    /** A client for one source. */
    static Client forOne(URI url) {
        return builder(url).build();
    }

    /**
     * A client that has a connection for every stream. RESTEasy's have a pool of 50, where the streams beyond would
     * wait for others to end, and each client has a thread that looks after its pool.
     */
    static Client forMany(URI url) {
        ClientBuilder builder = builder(url);
        call(builder, "connectionPoolSize", Integer.MAX_VALUE);
        return builder.build();
    }

    /** One that asks once for each attempt: RESTEasy's asks four times within moments, also after a close. */
    private static ClientBuilder builder(URI url) {
        ClientBuilder builder = ClientBuilder.newBuilder();
        call(builder, "disableAutomaticRetries");
        Proxies.of(url)
                .ifPresent(proxy -> builder.property(PROXY + "host", proxy.getHostString())
                        .property(PROXY + "port", proxy.getPort())
                        .property(PROXY + "scheme", "http"));
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
