package org.eventsource.impl.rest;

import static java.lang.System.Logger.Level.DEBUG;

import jakarta.ws.rs.client.ClientResponseContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/**
 * Lets the connection of a response go without reading its stream to the end, from any thread. The standard API has no
 * such thing: closing a stream may mean to read all of it, and to wait for who is reading. RESTEasy has, and is asked
 * by the names of its methods; for other clients this does nothing.
 */
final class UnreadRelease implements Runnable {

    private static final System.Logger LOGGER = System.getLogger(UnreadRelease.class.getPackageName());

    private final Object response;
    private final Method releaseConnection;

    private UnreadRelease(Object response, Method releaseConnection) {
        this.response = response;
        this.releaseConnection = releaseConnection;
    }

    static Runnable of(ClientResponseContext context) {
        try {
            Object response = context.getClass().getMethod("getClientResponse").invoke(context);
            return new UnreadRelease(
                    response, publicType(response.getClass()).getMethod("releaseConnection", boolean.class));
        } catch (ReflectiveOperationException e) {
            return () -> {};
        }
    }

    /** Methods of a type that is not public cannot be called, be they public themselves. */
    private static Class<?> publicType(Class<?> type) {
        return Modifier.isPublic(type.getModifiers()) ? type : publicType(type.getSuperclass());
    }

    @Override
    public void run() {
        boolean read = false;
        try {
            releaseConnection.invoke(response, read);
        } catch (IllegalAccessException | InvocationTargetException e) {
            LOGGER.log(DEBUG, "A stream that is no longer wanted did not close in order", e);
        }
    }
}
