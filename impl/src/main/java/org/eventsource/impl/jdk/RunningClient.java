package org.eventsource.impl.jdk;

import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eventsource.impl.transport.ExchangeException;
import org.jspecify.annotations.Nullable;

/**
 * An {@link HttpClient}, the exchanges that it carries, and whether it still works. A client ends for good by an error
 * in the one thread that all its connections need.
 *
 * <p>Since Java 21 a client can be stopped, it says whether it has ended, and it ends its exchanges then. Before, only
 * a garbage collection stops a client, and one that has ended says nothing and leaves its exchanges as they are. There
 * we watch that thread.
 */
final class RunningClient {

    /** How {@code java.net.http} names that thread, and where the number is in the client's {@code toString()}. */
    private static final String SELECTOR = "HttpClient-%s-SelectorManager";

    private static final Pattern NUMBER = Pattern.compile("\\((\\d+)\\)$");

    private final WeakReference<HttpClient> made;
    private final @Nullable Thread selector;
    private final ThreadFactory watchers;
    private final Set<JdkExchange> exchanges = ConcurrentHashMap.newKeySet();
    private volatile @Nullable HttpClient client;

    /** Waits for the end of the client's thread, while the client is in use. */
    private volatile @Nullable Thread watch;

    private RunningClient(HttpClient client, @Nullable Thread selector, ThreadFactory watchers) {
        this.client = client;
        this.watchers = watchers;
        this.made = new WeakReference<>(client);
        this.selector = selector;
    }

    /**
     * A client that works on these threads, which run nothing of the application. Made under the platform's class
     * loader: before Java 21 its own thread outlives it for a while.
     *
     * @param watchers make the thread that watches a client's own, where that is needed
     * @throws ExchangeException if there can be none now, as when no file can be opened
     */
    static RunningClient start(Executor executor, ThreadFactory watchers) throws ExchangeException {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            return of(
                    HttpClient.newBuilder()
                            .executor(executor)
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .build(),
                    watchers);
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ExchangeException("no HTTP client can be made: " + cause.getMessage(), e);
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    static RunningClient of(HttpClient client, ThreadFactory watchers) {
        RunningClient running = new RunningClient(client, tellsItsEnd() ? null : selectorOf(client), watchers);
        running.watch();
        return running;
    }

    private void watch() {
        if (selector != null) {
            Thread thread = watchers.newThread(this::awaitEnd);
            watch = thread;
            thread.start();
        }
    }

    private static boolean tellsItsEnd() {
        return method("isTerminated").isPresent();
    }

    private static @Nullable Thread selectorOf(HttpClient client) {
        Matcher number = NUMBER.matcher(client.toString());
        if (!number.find()) {
            return null;
        }
        String name = SELECTOR.formatted(number.group(1));
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .findAny()
                .orElse(null);
    }

    /** Whether the client has ended by itself. */
    boolean hasEnded() {
        HttpClient running = client;
        return selector == null
                ? running != null && call("isTerminated", running).orElse(false)
                : !selector.isAlive();
    }

    private void awaitEnd() {
        try {
            if (selector != null) {
                selector.join();
            }
        } catch (InterruptedException e) {
            // The client is stopped, and carries nothing any more.
            Thread.currentThread().interrupt();
            return;
        }
        exchanges.forEach(exchange -> exchange.failed(new ExchangeException("the HTTP client has ended", null)));
    }

    /** The client, unless it is stopped; the exchange is {@linkplain #over over} later. */
    @Nullable
    HttpClient carry(JdkExchange exchange) {
        exchanges.add(exchange);
        return client;
    }

    void over(JdkExchange exchange) {
        exchanges.remove(exchange);
    }

    /** Takes no more exchanges and lets those go on that it carries, where it can be told to. */
    void retire() {
        HttpClient running = client;
        client = null;
        if (running != null) {
            call("shutdown", running);
        }
    }

    /**
     * Takes no more exchanges.
     *
     * @return ends those that it carries, which may block. Before Java 21 a client stays as it is until it is garbage
     */
    Runnable stop() {
        HttpClient running = client;
        client = null;
        Thread watching = watch;
        if (watching != null) {
            watching.interrupt();
        }
        return () -> {
            if (running != null) {
                call("shutdownNow", running);
            }
        };
    }

    boolean isStopped() {
        return client == null;
    }

    /** Takes a stopped client into use again, if it could not be stopped and is not yet garbage. */
    boolean resume() {
        HttpClient kept = tellsItsEnd() ? null : made.get();
        client = kept;
        if (kept != null) {
            watch();
        }
        return kept != null;
    }

    private static Optional<Boolean> call(String name, HttpClient client) {
        return method(name).map(method -> {
            try {
                return Boolean.TRUE.equals(method.invoke(client));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static Optional<Method> method(String name) {
        try {
            return Optional.of(HttpClient.class.getMethod(name));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }
}
