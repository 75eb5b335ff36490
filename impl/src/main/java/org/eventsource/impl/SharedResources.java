package org.eventsource.impl;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.http.HttpClient;
import org.eventsource.impl.source.Timer;
import org.jspecify.annotations.Nullable;

/**
 * What the sources of one application share: a timer and the clients. Made when the first source needs it, dropped when
 * the last one is closed.
 */
public final class SharedResources {

    private final Threads threads;
    private int users;
    private @Nullable SchedulerTimer timer;
    private @Nullable HttpClient jdkClient;
    private @Nullable Client restClient;

    public SharedResources(Threads threads) {
        this.threads = threads;
    }

    /** A builder of sources that share these resources. */
    public SourceBuilder builder(URI url) {
        return new SourceBuilder(url, this);
    }

    Threads threads() {
        return threads;
    }

    synchronized void acquire() {
        users++;
    }

    void release() {
        SchedulerTimer unusedTimer;
        HttpClient unusedJdkClient;
        Client unusedRestClient;
        synchronized (this) {
            users--;
            if (users > 0) {
                return;
            }
            unusedTimer = timer;
            unusedJdkClient = jdkClient;
            unusedRestClient = restClient;
            timer = null;
            jdkClient = null;
            restClient = null;
        }
        if (unusedTimer != null) {
            unusedTimer.stop();
        }
        if (unusedJdkClient != null) {
            stop(unusedJdkClient);
        }
        if (unusedRestClient != null) {
            threads.dispatch().execute(unusedRestClient::close);
        }
    }

    synchronized Timer timer() {
        if (timer == null) {
            timer = new SchedulerTimer();
        }
        return timer;
    }

    synchronized HttpClient jdkClient() {
        if (jdkClient == null) {
            jdkClient = newJdkClient();
        }
        return jdkClient;
    }

    /** For readers that can be freed without closing it. */
    synchronized Client restClient() {
        if (restClient == null) {
            restClient = ClientBuilder.newClient();
        }
        return restClient;
    }

    /** Made under the platform's class loader: the client's threads outlive it for a while on older runtimes. */
    private static HttpClient newJdkClient() {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            return HttpClient.newBuilder()
                    .executor(SharedThreads.bounded("eventsource-http"))
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    /** From Java 21 on a client can be told; before, it ends once it is garbage. */
    private static void stop(HttpClient client) {
        try {
            HttpClient.class.getMethod("shutdownNow").invoke(client);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return;
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
