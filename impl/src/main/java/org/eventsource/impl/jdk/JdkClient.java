package org.eventsource.impl.jdk;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLContext;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.Causes;
import org.eventsource.impl.transport.ExchangeException;
import org.eventsource.impl.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The {@link HttpClient} of all streams of an application over {@code java.net.http}. It is created when the first
 * request is sent. It is replaced if it has ended by itself, or if an error may have damaged it.
 */
public final class JdkClient {

    private final HttpClients clients;
    private final Executor executor;
    private final HostLookup lookup;

    private @Nullable RunningClient running;

    /** What the running client was made with. */
    private @Nullable SSLContext tls;

    private boolean stopped;

    private JdkClient(HttpClients clients, Executor executor) {
        this.clients = clients;
        this.executor = executor;
        this.lookup = HostLookup.ofTheSystem(clients.proxies());
    }

    /** Like {@link #JdkClient(ClientSettings, Executor, ThreadFactory)}, without settings. */
    public JdkClient(Executor executor, ThreadFactory watchers) {
        this(ClientSettings.NONE, executor, watchers);
    }

    /**
     * A client that has sent no request.
     *
     * @param executor runs the work of the {@link HttpClient}, and no application code
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
        // Before the lock, because it may read files.
        RunningClient client = running(clients.tls());
        if (client != null) {
            exchange.send(client, request);
        }
    }

    /** Other certificates or keys need another client. The exchanges of the client before continue. */
    private synchronized @Nullable RunningClient running(@Nullable SSLContext current) throws ExchangeException {
        if (stopped) {
            return null;
        }
        RunningClient client = running;
        if (client != null && tls != current) {
            retire(client);
            client = null;
        }
        if (client == null || client.hasEnded()) {
            client = clients.start(current);
            running = client;
            tls = current;
        }
        return client;
    }

    /** An exchange has failed. If its client has ended or has thrown an error, no other exchange gets that client. */
    void failed(RunningClient client, Throwable failure) {
        if (client.hasEnded() || Causes.contain(failure, Error.class)) {
            retire(client);
        }
    }

    HttpClients clients() {
        return clients;
    }

    Throwable explained(Throwable failure) {
        return clients.explained(failure);
    }

    private synchronized void retire(RunningClient client) {
        if (running == client && !stopped) {
            running = null;
            client.retire();
        }
    }

    /** Allows requests again after a stop. */
    public synchronized JdkClient start() {
        stopped = false;
        return this;
    }

    /**
     * Rejects requests from now on.
     *
     * @return ends the client and its thread; may block. Exchanges have to be cancelled by their owners
     */
    public synchronized Runnable stop() {
        stopped = true;
        RunningClient client = running;
        running = null;
        return client == null ? () -> {} : client.stop();
    }

    public synchronized boolean isStopped() {
        return stopped;
    }
}
