package org.eventsource.impl;

import jakarta.ws.rs.client.Client;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eventsource.TransportKind;
import org.eventsource.impl.address.EveryAddress;
import org.eventsource.impl.dispatch.Listeners;
import org.eventsource.impl.jdk.ClientSettings;
import org.eventsource.impl.jdk.JdkClient;
import org.eventsource.impl.pull.Sources;
import org.eventsource.impl.rest.ClientLease;
import org.eventsource.impl.rest.RestTransport;
import org.eventsource.impl.source.HttpEventSource;
import org.eventsource.impl.source.MessageSink;
import org.eventsource.impl.source.Ports;
import org.eventsource.impl.source.Settings;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.BlockingThreads;
import org.eventsource.impl.transport.Origin;
import org.eventsource.impl.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Creates sources with equal settings.
 *
 * @param listeners are copied for each source
 * @param client the application's client; null: it gave none
 * @param httpClient the application's client of {@code java.net.http}; null: it gave none
 * @param chosenExecutor the executor that the application chose, which may have only one thread; null: it chose none
 * @param scripted replaces HTTP and the clock; null: nothing does
 */
record SourceFactory(
        Settings settings,
        Listeners listeners,
        SharedResources resources,
        TransportKind transportKind,
        @Nullable Client client,
        @Nullable HttpClient httpClient,
        ClientSettings clientSettings,
        @Nullable Supplier<ApplicationExecutor> chosenExecutor,
        @Nullable Function<ApplicationExecutor, Ports> scripted)
        implements Sources {

    @Override
    public HttpEventSource create(MessageSink sink) {
        resources.acquire();
        try {
            return create(sink, executor());
        } catch (RuntimeException | Error e) {
            resources.release();
            throw e;
        }
    }

    @Override
    public ApplicationExecutor executor() {
        return chosenExecutor == null ? resources.executor() : chosenExecutor.get();
    }

    private HttpEventSource create(MessageSink sink, ApplicationExecutor application) {
        if (scripted != null) {
            return HttpEventSource.of(settings, listeners, sink, scripted.apply(application), resources::release);
        }
        ClientLease lease = clientLease(settings.url());
        Executor cleanup = resources.cleanup();
        try {
            if (lease != null) {
                lease.checkSends(settings.request().method());
            }
            return HttpEventSource.of(
                    settings, listeners, sink, ports(lease, application, cleanup), release(resources, lease, cleanup));
        } catch (RuntimeException | Error e) {
            if (lease != null) {
                cleanup.execute(lease::end);
            }
            throw e;
        }
    }

    private Ports ports(@Nullable ClientLease lease, ApplicationExecutor application, Executor cleanup) {
        Transport transport = lease == null
                ? jdkTransport(application)
                : new RestTransport(lease, resources.threads().blocking(), application, cleanup);
        return new Ports(
                client == null && httpClient == null ? everyAddress(transport) : transport,
                application,
                resources.timer(),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * Not used with the application's client: a socket of ours would have neither its filters nor its TLS, its proxy
     * and its cookies.
     */
    private Transport everyAddress(Transport transport) {
        return new EveryAddress(
                transport,
                resources.threads().blocking().factory(),
                resources.timer(),
                settings.connectTimeout(),
                settings.reconnection().reconnects(),
                InetAddress::getAllByName);
    }

    /** Does not wait for name servers on the application's executor, which may have only one thread. */
    private Transport jdkTransport(ApplicationExecutor application) {
        JdkClient jdk = httpClient == null ? resources.jdkClient(clientSettings) : resources.jdkClient(httpClient);
        Executor sending =
                chosenExecutor == null ? Runnable::run : Threads.own().executor();
        return settings.reconnection().reconnects()
                ? jdk.transport(application, sending)
                : jdk.transportWithoutRepeats(application, sending);
    }

    /** Static, so that the source does not retain this factory. */
    private static Runnable release(SharedResources resources, @Nullable ClientLease lease, Executor cleanup) {
        return () -> {
            try {
                if (lease != null) {
                    cleanup.execute(lease::end);
                }
            } finally {
                resources.release();
            }
        };
    }

    /**
     * Returns the client to read with; null: the stream uses {@code java.net.http}. Only there the library prevents
     * that the client repeats a request.
     */
    private @Nullable ClientLease clientLease(URI target) {
        if (client != null) {
            return ClientLease.ofApplication(client);
        }
        BlockingThreads threads = resources.threads().blocking();
        boolean auto = transportKind == TransportKind.AUTO;
        boolean rest = threads.interruptible()
                && settings.request().method().isGet()
                && settings.reconnection().reconnects();
        boolean jdkAlone = httpClient != null || !clientSettings.areNone();
        if (transportKind == TransportKind.JDK || jdkAlone || (auto && !rest)) {
            return null;
        }
        try {
            if (auto && ClientLease.mistakesProxyForServer(target)) {
                return null;
            }
            return threads.interruptible() ? resources.restClient(target) : ClientLease.own(target);
        } catch (RuntimeException | LinkageError e) {
            if (auto) {
                return null;
            }
            throw new IllegalStateException(
                    "transport: set to REST, but no Jakarta REST client can be made; add one to the class path for %s"
                            .formatted(Origin.withPath(target)),
                    e);
        }
    }
}
