package org.eventsource.impl.jdk;

import java.lang.reflect.InvocationTargetException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.concurrent.Executor;
import org.eventsource.impl.transport.Dispatch;
import org.eventsource.impl.transport.Transport;
import org.jspecify.annotations.Nullable;

/** The {@link HttpClient} of all pushed streams of an application. */
public final class JdkClient {

    /** Null once it was stopped: whoever keeps a source that is closed does not keep the client by it. */
    private volatile @Nullable HttpClient client;

    private final Executor executor;
    private final HostLookup lookup = HostLookup.ofTheSystem();

    /**
     * A client that works on these threads, which run nothing of the application. Made under the platform's class
     * loader: on older runtimes its own thread outlives it for a while.
     */
    public JdkClient(Executor executor) {
        this(client(executor), executor);
    }

    JdkClient(HttpClient client, Executor executor) {
        this.client = client;
        this.executor = executor;
    }

    private static HttpClient client(Executor executor) {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            return HttpClient.newBuilder()
                    .executor(executor)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    /**
     * A transport that runs everything that the application may see by that dispatch, on threads that may wait for a
     * name server, too.
     */
    public Transport transport(Dispatch dispatch) {
        return transport(dispatch, Runnable::run);
    }

    /** The same on threads that may not, with what runs that. */
    public Transport transport(Dispatch dispatch, Executor sending) {
        return new JdkTransport(this, executor, dispatch, sending, lookup);
    }

    /** Sends nothing once it was stopped, which is after the last exchange was cancelled. */
    void send(HttpRequest request, JdkExchange exchange) {
        HttpClient running = client;
        if (running != null) {
            exchange.send(running, request);
        }
    }

    /** From Java 21 on a client can be told to stop; before, it does so once it is garbage. */
    public void stop() {
        HttpClient stopped = client;
        client = null;
        try {
            HttpClient.class.getMethod("shutdownNow").invoke(stopped);
        } catch (NoSuchMethodException e) {
            return;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
