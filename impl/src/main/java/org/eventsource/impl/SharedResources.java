package org.eventsource.impl;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eventsource.impl.jdk.JdkClient;
import org.eventsource.impl.rest.ClientLease;
import org.eventsource.impl.rest.RestTransport;
import org.eventsource.impl.source.Ports;
import org.eventsource.impl.source.Timer;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.Proxies;
import org.eventsource.impl.transport.Transport;
import org.eventsource.impl.transport.UrlTemplate;
import org.jspecify.annotations.Nullable;

/**
 * What the sources of one application share: a timer and the clients. Made when the first source needs it, dropped when
 * the last one is closed.
 */
public final class SharedResources {

    private static final Duration UNTIL_THERE_ARE_THREADS = Duration.ofMillis(100);

    private static final SharedResources COMMON = new SharedResources(Threads.own());

    private final Threads own = Threads.own();
    private final Threads threads;
    private final Executor starter = OwnThreads.bounded("eventsource-cleanup");
    private final JdkClient jdkClient =
            new JdkClient(OwnThreads.bounded("eventsource-http"), OwnThreads.daemons("eventsource-http"));
    private final Object makingRestClient = new Object();
    private int users;
    private @Nullable SchedulerTimer timer;

    /** By the proxy that they use, as some clients have one for good. */
    private Map<Optional<InetSocketAddress>, ClientLease> restClients = new HashMap<>();

    public SharedResources(Threads threads) {
        this.threads = threads;
    }

    /** Those of all sources that are opened outside CDI. */
    public static SharedResources common() {
        return COMMON;
    }

    /** Creates a builder of sources that share these resources. */
    public SourceBuilder builder(UrlTemplate url) {
        return new SourceBuilder(url, this);
    }

    Threads threads() {
        return threads;
    }

    /**
     * Returns the ports of a {@code SseEventSource}, which reads over the application's client. The source must
     * {@linkplain #release release} them. Jakarta REST defines its reconnect delay as a constant: nothing is added at
     * random.
     */
    public Ports acquire(ClientLease client) {
        acquire();
        ApplicationExecutor executor = executor();
        Transport transport = new RestTransport(client, threads.blocking(), executor, cleanup());
        return new Ports(transport, executor, timer(), () -> 0);
    }

    /** To where application code runs, unless the application says where. */
    ApplicationExecutor executor() {
        return patient(threads.executor());
    }

    /** To an executor of the application's, of which nothing is known. */
    public ApplicationExecutor executor(Executor executor) {
        return patient(own.executor()).to(executor);
    }

    private ApplicationExecutor patient(Executor executor) {
        return ApplicationExecutor.on(executor).patient(this::executeLater);
    }

    /** Threads may be scarce for a moment, as when thousands of streams connect again at once. */
    private synchronized void executeLater(Runnable task) {
        if (users > 0) {
            timer().schedule(UNTIL_THERE_ARE_THREADS, task);
        }
    }

    /**
     * What gives resources back, which may block, but is none of the application's business. To start a thread takes
     * longer than closing a source should.
     */
    Executor cleanup() {
        Executor blocking = own.executor();
        return task -> starter.execute(() -> blocking.execute(task));
    }

    synchronized void acquire() {
        users++;
    }

    /** One source has no use for them any more. */
    public void release() {
        SchedulerTimer unusedTimer;
        Runnable stopJdkClient;
        Collection<ClientLease> unusedRestClients;
        synchronized (this) {
            users--;
            if (users > 0) {
                return;
            }
            unusedTimer = timer;
            stopJdkClient = jdkClient.stop();
            unusedRestClients = restClients.values();
            timer = null;
            restClients = new HashMap<>();
        }
        if (unusedTimer != null) {
            unusedTimer.stop();
        }
        stopJdkClient.run();
        unusedRestClients.forEach(client -> cleanup().execute(client::end));
    }

    /** Whether nothing is held here; for tests. */
    synchronized boolean isUnused() {
        return users == 0 && timer == null && jdkClient.isStopped() && restClients.isEmpty();
    }

    synchronized Timer timer() {
        if (timer == null) {
            timer = new SchedulerTimer();
        }
        return timer;
    }

    /** For a source that has acquired these resources. */
    synchronized JdkClient jdkClient() {
        return jdkClient.start();
    }

    /**
     * For readers that can be freed without closing the client, of a source that has acquired these resources. To make
     * a client takes long: only others that need one wait for it, and no source that is closed.
     */
    ClientLease restClient(URI url) {
        Optional<InetSocketAddress> proxy = Proxies.of(url);
        synchronized (makingRestClient) {
            ClientLease client = known(proxy);
            if (client == null) {
                client = ClientLease.ownOfMany(url);
                keep(proxy, client);
            }
            return client.lent();
        }
    }

    private synchronized @Nullable ClientLease known(Optional<InetSocketAddress> proxy) {
        return restClients.get(proxy);
    }

    private synchronized void keep(Optional<InetSocketAddress> proxy, ClientLease client) {
        restClients.put(proxy, client);
    }
}
