package org.eventsource.impl.jdk;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.Causes;
import org.eventsource.impl.transport.ExchangeException;
import org.eventsource.impl.transport.Transport;

/**
 * The {@link HttpClient}s of all streams of an application over {@code java.net.http}: one for {@code http} and one for
 * {@code https}. Each is created when its first request is sent. It is replaced if it has ended by itself, or if an
 * error may have damaged it.
 */
public final class JdkClient {

    private final HttpClients clients;
    private final Executor executor;
    private final HostLookup lookup;

    private final KeptClient plain;
    private final KeptClient secure;

    private JdkClient(HttpClients clients, Executor executor) {
        this.clients = clients;
        this.executor = executor;
        this.lookup = HostLookup.ofTheSystem(clients.proxies());
        this.plain = new KeptClient(none -> clients.startPlain());
        this.secure = new KeptClient(clients::startSecure);
    }

    /** Like {@link #JdkClient(ClientSettings, Executor, ThreadFactory)}, without settings. */
    public JdkClient(Executor executor, ThreadFactory watchers) {
        this(ClientSettings.NONE, executor, watchers);
    }

    /**
     * A client that has sent no request.
     *
     * @param executor runs work of the {@link HttpClient}s that may block, and no application code
     * @param watchers creates threads that wait until a client has ended
     */
    public JdkClient(ClientSettings settings, Executor executor, ThreadFactory watchers) {
        this(new OwnHttpClients(settings, executor, watchers), executor);
    }

    /**
     * Returns a client that uses one of the application's, and never ends it.
     *
     * @param executor cancels exchanges
     */
    public static JdkClient ofApplication(HttpClient client, Executor executor) {
        return new JdkClient(new ApplicationHttpClient(client), executor);
    }

    /**
     * Checks whether streams can use a client of the application.
     *
     * @param headers the names of headers that requests will have
     * @throws IllegalArgumentException otherwise
     */
    public static void check(HttpClient client, Set<String> headers) {
        ApplicationHttpClient.check(client, headers);
    }

    /** Returns a transport that runs application code, and waits for name servers, on {@code application}. */
    public Transport transport(ApplicationExecutor application) {
        return transport(application, Runnable::run);
    }

    /**
     * Returns a transport that runs application code on {@code application}, and waits for name servers on
     * {@code sending}.
     */
    public Transport transport(ApplicationExecutor application, Executor sending) {
        return new JdkTransport(this, executor, application, sending, lookup, true);
    }

    /** Like {@link #transport(ApplicationExecutor, Executor)}, but the client never sends a request again. */
    public Transport transportWithoutRepeats(ApplicationExecutor application, Executor sending) {
        return new JdkTransport(this, executor, application, sending, lookup, false);
    }

    /**
     * Sends a request. Does nothing after a stop, as all exchanges were cancelled before.
     *
     * @throws ExchangeException if no {@link HttpClient} can be created now
     */
    void send(HttpRequest request, JdkExchange exchange) throws ExchangeException {
        RunningClient client = isSecure(request.uri()) ? secure.get(clients.tls()) : plain.get(null);
        if (client != null) {
            exchange.send(client, request);
        }
    }

    private static boolean isSecure(URI uri) {
        return uri.getScheme().equalsIgnoreCase("https");
    }

    /** An exchange has failed. If its client has ended or has thrown an error, no other exchange gets that client. */
    void failed(RunningClient client, Throwable failure) {
        if (client.hasEnded() || Causes.contain(failure, Error.class)) {
            plain.retire(client);
            secure.retire(client);
        }
    }

    HttpClients clients() {
        return clients;
    }

    Throwable explained(Throwable failure) {
        return clients.explained(failure);
    }

    /** Allows requests again after a stop. */
    public JdkClient start() {
        plain.start();
        secure.start();
        return this;
    }

    /**
     * Rejects requests from now on.
     *
     * @return ends the clients and their threads; may block. Exchanges have to be cancelled by their owners
     */
    public Runnable stop() {
        Runnable stopPlain = plain.stop();
        Runnable stopSecure = secure.stop();
        return () -> {
            stopPlain.run();
            stopSecure.run();
        };
    }

    public boolean isStopped() {
        return plain.isStopped() && secure.isStopped();
    }
}
