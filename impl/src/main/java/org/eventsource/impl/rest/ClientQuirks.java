package org.eventsource.impl.rest;

import static java.lang.System.Logger.Level.DEBUG;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.Configuration;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eventsource.impl.transport.RequestMethod;
import org.eventsource.spi.ForeignText;

/**
 * What we know of REST clients by the names of their classes, methods and properties, because the standard API has
 * nothing for it. All other classes of this package use the standard API alone. A client that is not named here works
 * without these answers.
 */
final class ClientQuirks {

    private static final System.Logger LOGGER = System.getLogger(ClientQuirks.class.getPackageName());

    private static final String JERSEY = "org.glassfish.jersey.";
    private static final String RESTEASY_REACTIVE = "org.jboss.resteasy.reactive.";
    private static final String CXF = "org.apache.cxf.";

    /** Jersey's default connector. It uses {@code HttpURLConnection}. */
    private static final String URL_CONNECTION = JERSEY + "client.HttpUrlConnectorProvider";

    /** Jersey's connector for {@code java.net.http}. */
    private static final String JAVA_NET_HTTP = JERSEY + "jnh.connector.JavaNetHttpConnectorProvider";

    /** The system property with the charset in which {@code HttpURLConnection} sends headers. */
    private static final String URL_CONNECTION_ENCODING = "file.encoding";

    /**
     * The first version of Java whose {@code HttpURLConnection} returns the values of a header in order: JDK-8133686.
     */
    private static final int ORDERED_HEADERS = 18;

    private static final String RESTEASY = "org.jboss.resteasy.client.jaxrs.";

    /**
     * The methods with a body whose requests were counted. Jersey refuses DELETE with a body, and
     * {@code HttpURLConnection} refuses methods that it does not know, such as PATCH and QUERY.
     */
    private static final Set<String> COUNTED_METHODS = Set.of("POST", "PUT", "OPTIONS");

    /** The longest line of a response's head that a RESTEasy client of ours accepts, in bytes. */
    private static final int LONGEST_HEADER = 64 * 1024;

    /** The largest number of headers that a RESTEasy client of ours accepts. */
    private static final int MOST_HEADERS = 500;

    /** How long a connection may be unused before a RESTEasy client of ours looks whether it has ended, in ms. */
    private static final int LONGEST_UNCHECKED = 1;

    /** Set at a client of our own that does not repeat requests. */
    private static final String SENDS_ONCE = "org.eventsource.impl.sends-once";

    private static final String RESTEASY_PROXY = "org.jboss.resteasy.jaxrs.client.proxy.";

    private static final String NO_STREAM =
            "returns no event while the stream is open. Use Jersey's default connector, its Apache or its"
                    + " java.net.http connector";

    /** Connectors of Jersey that do not work for streams. {@code JerseyConnectorsTest} shows it. */
    private static final Map<String, String> UNFIT_CONNECTORS = Map.of(
            JERSEY + "netty.connector.NettyConnectorProvider",
            "keeps the connections of sources that are closed until their servers end them",
            JERSEY + "grizzly.connector.GrizzlyConnectorProvider",
            NO_STREAM,
            JERSEY + "jetty.connector.JettyConnectorProvider",
            NO_STREAM);

    private ClientQuirks() {}

    /** Returns a sentence about what does not work over a client; empty if nothing is known. */
    static Optional<String> problem(Configuration client) {
        return jerseyConnector(client)
                .flatMap(name -> Optional.ofNullable(UNFIT_CONNECTORS.get(name)).map(problem -> name + " " + problem));
    }

    /**
     * Returns whether a client sends the characters of a header as UTF-8. Tests have seen it for Jersey's default
     * connector. All other clients replace what is not ASCII, garble it or fail.
     */
    static boolean sendsUtf8(Configuration client) {
        return "UTF-8".equalsIgnoreCase(System.getProperty(URL_CONNECTION_ENCODING)) && isUrlConnection(client);
    }

    /**
     * Returns whether a client returns the values of a header from the last to the first. Tests have seen it for
     * {@code HttpURLConnection} on Java 17, and not on 25.
     */
    static boolean reversesHeaderValues(Configuration client) {
        return Runtime.version().feature() < ORDERED_HEADERS && isUrlConnection(client);
    }

    /**
     * Returns whether a client sends the user info of a URL to a proxy, and uses it for nothing else. Other clients use
     * it for {@code Authorization}.
     */
    static boolean sendsUserInfo(Configuration client) {
        return isUrlConnection(client);
    }

    private static boolean isUrlConnection(Configuration client) {
        return jerseyConnector(client).filter(URL_CONNECTION::equals).isPresent();
    }

    private static Optional<String> jerseyConnector(Configuration client) {
        if (!client.getClass().getName().startsWith(JERSEY + "client.")) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(
                            client.getClass().getMethod("getConnectorProvider").invoke(client))
                    .map(provider -> provider.getClass().getName());
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Another version of Jersey, or a client that the application has closed.
            return Optional.empty();
        }
    }

    /**
     * Returns whether a client reads a body of {@code Content-Length} bytes even if the body has chunks, as
     * {@code java.net.http} does. CXF and one connector of Jersey use it.
     */
    static boolean endsBodiesAtLength(ClientRequestContext request) {
        return request.getClient().getClass().getName().startsWith(CXF)
                || jerseyConnector(request.getClient().getConfiguration())
                        .filter(JAVA_NET_HTTP::equals)
                        .isPresent();
    }

    /** Makes Jersey follow no redirects. Other clients ignore this property. */
    static Invocation.Builder withoutRedirects(Invocation.Builder request) {
        return request.property("jersey.config.client.followRedirects", false);
    }

    /** Returns whether a client leaves its connection open if it is interrupted or closed before the headers come. */
    static boolean leavesConnection(Invocation.Builder request) {
        return request.getClass().getName().startsWith(CXF);
    }

    /**
     * Returns whether a response filter runs for a request that the client sent again by itself. CXF does that when a
     * connection ends without a response, in a thread of {@code java.net.http}: there it closes the output of the
     * exchange, which sends what was not sent. Meanwhile, the calling thread gets the exception of the first request.
     */
    static boolean isRepeated(ClientRequestContext request, Thread caller) {
        return Thread.currentThread() != caller
                && request.getClient().getClass().getName().startsWith(CXF);
    }

    /**
     * Returns whether a client has few connections and no method that changes it. RESTEasy Reactive has 50, and further
     * streams would wait for others to end.
     */
    static boolean hasSmallPool(Configuration client) {
        return client.getClass().getName().startsWith(RESTEASY_REACTIVE);
    }

    /**
     * Makes Jersey send a body in chunks. {@code HttpURLConnection} sends a request a second time if the server ends
     * the connection without a response, but not a request with such a body. Other clients ignore this property.
     */
    static Invocation.Builder sendingOnce(Invocation.Builder request) {
        return request.property("jersey.config.client.request.entity.processing", "CHUNKED");
    }

    /**
     * Returns whether a client sends a request of this method, and only once. Tests have counted the requests for
     * Jersey's default connector, and for our own clients of RESTEasy. A client of the application may have a setting
     * by which it repeats requests. CXF repeats a request with an empty body.
     */
    static boolean sendsOnce(Configuration client, RequestMethod method) {
        return COUNTED_METHODS.contains(method.name())
                && (isUrlConnection(client) || client.getProperty(SENDS_ONCE) != null);
    }

    /** Makes RESTEasy send one request for each attempt. By default it sends four, also after a close. */
    static void sendOnce(ClientBuilder builder) {
        if (callIfPresent(builder, "disableAutomaticRetries")) {
            builder.property(SENDS_ONCE, true);
        }
    }

    /** Gives RESTEasy a connection for every stream. By default it has 50, and further streams would wait. */
    static void removeConnectionLimit(ClientBuilder builder) {
        callIfPresent(builder, "connectionPoolSize", Integer.MAX_VALUE);
    }

    /**
     * Returns whether a client returns a proxy's refusal of a tunnel as the response of the server. Apache's client in
     * RESTEasy does so, and nothing in that response shows who sent it.
     */
    static boolean mistakesProxyForServer(ClientBuilder builder) {
        return builder.getClass().getName().startsWith(RESTEASY);
    }

    /** Makes RESTEasy use a proxy. Other clients ask the {@link java.net.ProxySelector} themselves. */
    static void useProxy(ClientBuilder builder, InetSocketAddress proxy) {
        builder.property(RESTEASY_PROXY + "host", proxy.getHostString())
                .property(RESTEASY_PROXY + "port", proxy.getPort())
                .property(RESTEASY_PROXY + "scheme", "http");
    }

    /**
     * Makes RESTEasy limit the head of a response, and notice that a server has ended a kept connection. Its Apache
     * client has no limit, and takes a body after a status below 200 for the next head. It looks only at connections
     * that were unused for two seconds, and a request over an ended one fails. RESTEasy has no setting for either, and
     * the connections are in a private field. If a version has no such field, they stay as they are.
     */
    static void configureConnections(Client client) {
        if (!client.getClass().getName().startsWith(RESTEASY)) {
            return;
        }
        try {
            Object engine = client.getClass().getMethod("httpEngine").invoke(client);
            Object apache = engine.getClass().getMethod("getHttpClient").invoke(engine);
            Field connections = apache.getClass().getDeclaredField("connManager");
            connections.setAccessible(true);
            limitHeads(connections.get(apache));
            noticeEnds(connections.get(apache));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOGGER.log(
                    DEBUG,
                    "The head of a response has no limit over this client, or it does not notice ended connections",
                    ForeignText.of(e));
        }
    }

    private static void noticeEnds(Object connections) throws ReflectiveOperationException {
        connections
                .getClass()
                .getMethod("setValidateAfterInactivity", int.class)
                .invoke(connections, LONGEST_UNCHECKED);
    }

    private static void limitHeads(Object connections) throws ReflectiveOperationException {
        Class<?> type = connections.getClass();
        Class<?> settings = type.getMethod("getDefaultConnectionConfig").getReturnType();
        Class<?> limits = settings.getMethod("getMessageConstraints").getReturnType();
        Object builder = settings.getMethod("custom").invoke(null);
        builder.getClass().getMethod("setMessageConstraints", limits).invoke(builder, limitsOfHeads(limits));
        Object built = builder.getClass().getMethod("build").invoke(builder);
        type.getMethod("setDefaultConnectionConfig", settings).invoke(connections, built);
    }

    private static Object limitsOfHeads(Class<?> type) throws ReflectiveOperationException {
        Object builder = type.getMethod("custom").invoke(null);
        builder.getClass().getMethod("setMaxLineLength", int.class).invoke(builder, LONGEST_HEADER);
        builder.getClass().getMethod("setMaxHeaderCount", int.class).invoke(builder, MOST_HEADERS);
        return builder.getClass().getMethod("build").invoke(builder);
    }

    /** Returns whether there is such a method. */
    private static boolean callIfPresent(ClientBuilder builder, String name, Object... arguments) {
        for (Method method : builder.getClass().getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                call(builder, method, arguments);
                return true;
            }
        }
        return false;
    }

    private static void call(ClientBuilder builder, Method method, Object... arguments) {
        try {
            method.invoke(builder, arguments);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns what releases the connection of a response without reading the body to its end, from any thread. The
     * standard API can only close the body. That may read all of it, and may wait for the thread that reads. Only
     * RESTEasy has such a method; for other clients the action does nothing.
     */
    static Runnable releaseOfUnreadBody(ClientResponseContext context) {
        try {
            Object response = context.getClass().getMethod("getClientResponse").invoke(context);
            Method release = publicType(response.getClass()).getMethod("releaseConnection", boolean.class);
            return () -> release(response, release);
        } catch (ReflectiveOperationException e) {
            return () -> {};
        }
    }

    /** A public method of a type that is not public cannot be called. */
    private static Class<?> publicType(Class<?> type) {
        return Modifier.isPublic(type.getModifiers()) ? type : publicType(type.getSuperclass());
    }

    private static void release(Object response, Method release) {
        boolean read = false;
        try {
            release.invoke(response, read);
        } catch (IllegalAccessException | InvocationTargetException e) {
            LOGGER.log(DEBUG, "The connection of an unread stream was not released", ForeignText.of(e));
        }
    }
}
