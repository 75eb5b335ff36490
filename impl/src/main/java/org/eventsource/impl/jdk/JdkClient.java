package org.eventsource.impl.jdk;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.Causes;
import org.eventsource.impl.transport.ExchangeException;
import org.eventsource.impl.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The {@link HttpClient} of all pushed streams of an application. It is made when the first request is sent, and made
 * anew when it has ended by itself or may have been harmed by an error.
 *
 * <p>Before Java 21 a client cannot be stopped: it has a thread and two descriptors until it is garbage. There a client
 * is used again after a stop as long as the collector has not taken it.
 */
public final class JdkClient {

    private final Executor executor;
    private final ThreadFactory watchers;
    private final HostLookup lookup = HostLookup.ofTheSystem();

    /** Whoever keeps a source that is closed does not keep the {@link HttpClient} by this. */
    private @Nullable RunningClient running;

    private boolean stopped;

    /**
     * A client that works on these threads, which run nothing of the application.
     *
     * @param watchers make threads that wait until a client has ended
     */
    public JdkClient(Executor executor, ThreadFactory watchers) {
        this.executor = executor;
        this.watchers = watchers;
    }

    JdkClient(HttpClient client, Executor executor, ThreadFactory watchers) {
        this(executor, watchers);
        this.running = RunningClient.of(client, watchers);
    }

    /**
     * A transport that runs everything that the application may see on that executor, on threads that may wait for a
     * name server, too.
     */
    public Transport transport(ApplicationExecutor application) {
        return transport(application, Runnable::run);
    }

    /** The same on threads that may not, with what runs that. */
    public Transport transport(ApplicationExecutor application, Executor sending) {
        return new JdkTransport(this, executor, application, sending, lookup);
    }

    /**
     * Sends nothing once it was stopped, which is after the last exchange was cancelled.
     *
     * @throws ExchangeException if there can be no {@link HttpClient} now
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
        if (client == null || client.hasEnded() || (client.isStopped() && !client.resume())) {
            client = RunningClient.start(executor, watchers);
            running = client;
        }
        return client;
    }

    /**
     * An exchange has failed. If its client has ended, or an error came out of it, no other exchange gets that client.
     */
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

    /** Makes it of use again after a stop. */
    public synchronized JdkClient start() {
        stopped = false;
        return this;
    }

    /**
     * Sends nothing from now on.
     *
     * @return frees what it has, as far as that can be done; may block
     */
    public synchronized Runnable stop() {
        stopped = true;
        RunningClient client = running;
        return client == null ? () -> {} : client.stop();
    }

    public synchronized boolean isStopped() {
        return stopped;
    }
}
