package org.eventsource.impl;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.eventsource.impl.jdk.ClientSettings;
import org.eventsource.impl.jdk.JdkClient;
import org.eventsource.impl.rest.ClientLease;
import org.eventsource.impl.rest.RestTransport;
import org.eventsource.impl.source.Ports;
import org.eventsource.impl.source.Timer;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.ApplicationExecutor.Retries;
import org.eventsource.impl.transport.Proxies;
import org.eventsource.impl.transport.Transport;
import org.eventsource.impl.transport.UrlTemplate;
import org.jspecify.annotations.Nullable;

/**
 * The timer and the clients that the sources of one application share. They are created when the first source needs
 * them, and released when the last source is closed.
 */
public final class SharedResources {

    private static final SharedResources COMMON = new SharedResources(Threads.own());

    private final Threads own = Threads.own();
    private final Threads threads;
    private final Retries retries = new TaskRetries(this::executeLater);
    private final Executor starter = OwnThreads.bounded("eventsource-cleanup");
    private final Executor httpExecutor = OwnThreads.bounded("eventsource-http");
    private final ThreadFactory httpWatchers = OwnThreads.daemons("eventsource-http");
    private final JdkClient jdkClient = new JdkClient(httpExecutor, httpWatchers);
    private final Object makingRestClient = new Object();
    private int users;
    private @Nullable SchedulerTimer timer;

    /** The clients, by their proxies: some clients always use one proxy. */
    private Map<Optional<InetSocketAddress>, ClientLease> restClients = new HashMap<>();

    private Map<ClientSettings, JdkClient> configuredClients = new HashMap<>();

    public SharedResources(Threads threads) {
        this.threads = threads;
    }

    /** Returns the resources of all sources outside CDI. */
    public static SharedResources common() {
        return COMMON;
    }

    /** Creates a builder of sources that use these resources. */
    public SourceBuilder builder(UrlTemplate url) {
        return new SourceBuilder(url, this);
    }

    Threads threads() {
        return threads;
    }

    /**
     * Returns the ports of a {@code SseEventSource}, which reads over the application's client. The source must
     * {@linkplain #release release} them. Jakarta REST defines a constant reconnect delay, so no random time is added.
     */
    public Ports acquire(ClientLease client) {
        acquire();
        ApplicationExecutor executor = executor();
        Transport transport = new RestTransport(client, threads.blocking(), executor, cleanup());
        return new Ports(transport, executor, timer(), () -> 0);
    }

    /** Returns the executor of application code for a source that has no executor of its own. */
    ApplicationExecutor executor() {
        return waitingFor(threads.executor());
    }

    /**
     * Returns an executor that uses one of the application's. That one may block the submitting thread. If it rejects a
     * task, the task is not retried.
     */
    public ApplicationExecutor executor(Executor executor) {
        return waitingFor(own.executor()).to(executor);
    }

    /**
     * Returns an executor that uses one of the container's, chosen by the application. That one may block the
     * submitting thread. If it rejects a task, the task is retried.
     */
    public ApplicationExecutor containerExecutor(Executor executor) {
        return executor(executor).patient(retries);
    }

    /**
     * Returns an executor that uses threads of the library or of the container. They never block the submitting thread.
     * If they reject a task, the task is retried.
     */
    public ApplicationExecutor waitingFor(Executor executor) {
        return ApplicationExecutor.on(executor).patient(retries);
    }

    /** Submits a task again, unless all sources are closed. */
    private synchronized void executeLater(Runnable task) {
        if (users > 0) {
            timer().schedule(TaskRetries.PAUSE, task);
        }
    }

    /**
     * Returns an executor for tasks that release resources and may block. It starts their threads on another thread:
     * the start of a thread takes longer than closing a source should.
     */
    Executor cleanup() {
        Executor blocking = own.executor();
        return task -> starter.execute(() -> blocking.execute(task));
    }

    synchronized void acquire() {
        users++;
    }

    /** One source no longer needs the resources. */
    public void release() {
        SchedulerTimer unusedTimer;
        Runnable stopJdkClient;
        Collection<JdkClient> unusedConfiguredClients;
        Collection<ClientLease> unusedRestClients;
        synchronized (this) {
            users--;
            if (users > 0) {
                return;
            }
            unusedTimer = timer;
            stopJdkClient = jdkClient.stop();
            unusedRestClients = restClients.values();
            unusedConfiguredClients = configuredClients.values();
            timer = null;
            configuredClients = new HashMap<>();
            restClients = new HashMap<>();
        }
        if (unusedTimer != null) {
            unusedTimer.stop();
        }
        stopJdkClient.run();
        unusedConfiguredClients.forEach(client -> client.stop().run());
        unusedRestClients.forEach(client -> cleanup().execute(client::end));
    }

    /** Returns whether all resources are released. For tests. */
    synchronized boolean isUnused() {
        return users == 0
                && timer == null
                && jdkClient.isStopped()
                && configuredClients.isEmpty()
                && restClients.isEmpty();
    }

    synchronized Timer timer() {
        if (timer == null) {
            timer = new SchedulerTimer();
        }
        return timer;
    }

    /** Returns the client for a source that has acquired these resources. Equal settings have one client. */
    synchronized JdkClient jdkClient(ClientSettings settings) {
        return settings.areNone()
                ? jdkClient.start()
                : configuredClients.computeIfAbsent(settings, made -> new JdkClient(made, httpExecutor, httpWatchers));
    }

    /** Returns a client that uses one of the application's. */
    JdkClient jdkClient(HttpClient client) {
        return JdkClient.ofApplication(client, httpExecutor);
    }

    /**
     * Returns a client for a source that has acquired these resources, and whose reads can be interrupted. The creation
     * of a client takes long. Only sources that need a client wait for it; closing a source does not.
     */
    ClientLease restClient(URI url) {
        Optional<InetSocketAddress> proxy = Proxies.ofTheJvm().http(url);
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
