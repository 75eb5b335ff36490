package org.eventsource.impl.jdk;

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.Causes;
import org.eventsource.impl.transport.ExchangeException;
import org.eventsource.impl.transport.Proxies;
import org.eventsource.impl.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The {@link HttpClient} of all streams of an application over {@code java.net.http}. It is created when the first
 * request is sent. It is replaced if it has ended by itself, or if an error may have damaged it.
 */
public final class JdkClient {

    private final Executor executor;
    private final ThreadFactory watchers;
    private final HostLookup lookup = HostLookup.ofTheSystem(Proxies.ofHttp(ProxySelector::getDefault));

    private @Nullable RunningClient running;

    private boolean stopped;

    /**
     * A client that has sent no request.
     *
     * @param executor runs the work of the {@link HttpClient}, and no application code
     * @param watchers creates threads that wait until a client has ended
     */
    public JdkClient(Executor executor, ThreadFactory watchers) {
        this.executor = executor;
        this.watchers = watchers;
    }

    JdkClient(HttpClient client, Executor executor, ThreadFactory watchers) {
        this(executor, watchers);
        this.running = RunningClient.of(client, watchers);
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
        RunningClient client = running();
        if (client != null) {
            exchange.send(client, request);
        }
    }

    private synchronized @Nullable RunningClient running() throws ExchangeException {
        if (stopped) {
            return null;
        }
        RunningClient client = running;
        if (client == null || client.hasEnded()) {
            client = RunningClient.start(executor, watchers);
            running = client;
        }
        return client;
    }

    /** An exchange has failed. If its client has ended or has thrown an error, no other exchange gets that client. */
    void failed(RunningClient client, Throwable failure) {
        if (client.hasEnded() || Causes.contain(failure, Error.class)) {
            retire(client);
        }
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
