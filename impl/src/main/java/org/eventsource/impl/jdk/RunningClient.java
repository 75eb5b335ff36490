package org.eventsource.impl.jdk;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eventsource.impl.transport.ExchangeException;
import org.jspecify.annotations.Nullable;

/**
 * An {@link HttpClient}, its exchanges, and whether it still works. All connections of a client need one selector
 * thread. An error in that thread ends the client for good.
 *
 * <p>Since Java 21 a client has a method that stops it and a method that returns whether it has ended. It fails its
 * exchanges when it ends. Before Java 21 a client ends when its selector thread is interrupted, and it does not report
 * its end to its exchanges. There a thread of ours waits for the end of the selector thread.
 */
final class RunningClient {

    /** The name of the selector thread. Its number is in the client's {@code toString()}. */
    private static final String SELECTOR = "HttpClient-%s-SelectorManager";

    private static final Pattern NUMBER = Pattern.compile("\\((\\d+)\\)$");

    /** How often the end is reported to an exchange that throws an error. */
    private static final int NOTIFICATIONS = 10;

    private final @Nullable Thread selector;
    private final ThreadFactory watchers;

    /** Whether this library has created the client, and may end it. */
    private final boolean owned;

    private final Set<JdkExchange> exchanges = ConcurrentHashMap.newKeySet();
    private volatile @Nullable HttpClient client;
    private volatile boolean retired;

    /** The thread that waits for the end of the selector thread while the client is in use. */
    private volatile @Nullable Thread watch;

    private RunningClient(HttpClient client, @Nullable Thread selector, ThreadFactory watchers, boolean owned) {
        this.client = client;
        this.watchers = watchers;
        this.selector = selector;
        this.owned = owned;
    }

    /**
     * Creates a client. Its selector thread gets the platform's class loader, because before Java 21 that thread
     * outlives the client for a while.
     *
     * @param builder has an executor that runs the work of the client, and no application code
     * @param watchers creates the thread that waits for the end of the selector thread, where that is needed
     * @throws ExchangeException if no client can be created now, for example because no file can be opened
     */
    static RunningClient start(HttpClient.Builder builder, ThreadFactory watchers) throws ExchangeException {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            return of(create(builder), watchers);
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ExchangeException("no HTTP client can be made: " + cause.getMessage(), e);
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    /**
     * Creates the client as a privileged action. Before Java 24 a thread holds the access control context of the thread
     * that created it. A server's thread may have the context of an application that has stopped, and the selector
     * thread would hold the class loader of that application. A privileged action leaves that context out.
     */
    @SuppressWarnings("removal") // from Java 24 on, this runs the action and does nothing else
    private static HttpClient create(HttpClient.Builder builder) {
        return AccessController.doPrivileged((PrivilegedAction<HttpClient>) builder::build);
    }

    /** Uses a client of the application, which only the application ends. Its selector thread is not known. */
    static RunningClient lent(HttpClient client) {
        return new RunningClient(client, null, Thread::new, false);
    }

    private static RunningClient of(HttpClient client, ThreadFactory watchers) {
        RunningClient running = new RunningClient(client, reportsItsEnd() ? null : selectorOf(client), watchers, true);
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

    private static boolean reportsItsEnd() {
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

    /** Returns whether the client has ended by itself. */
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
            // The client was stopped, and has no more exchanges.
            Thread.currentThread().interrupt();
            return;
        }
        exchanges.forEach(RunningClient::notifyOfEnd);
    }

    /** A lack of memory may have ended the client, and may last. It must not keep the end from the other exchanges. */
    private static void notifyOfEnd(JdkExchange exchange) {
        for (int tries = 0; tries < NOTIFICATIONS; tries++) {
            try {
                exchange.failed(new ExchangeException("the HTTP client has ended", null));
                return;
            } catch (RuntimeException | Error e) {
                // The garbage collector has run meanwhile, if there was no memory.
                Thread.onSpinWait();
            }
        }
    }

    /** Adds an exchange and returns the client; null if it is stopped. {@link #over} removes the exchange. */
    @Nullable
    HttpClient carry(JdkExchange exchange) {
        exchanges.add(exchange);
        HttpClient running = client;
        if (running == null) {
            over(exchange);
        }
        return running;
    }

    void over(JdkExchange exchange) {
        exchanges.remove(exchange);
        endSelectorIfUnused();
    }

    /** Takes no more exchanges. Its current exchanges continue. It ends after them. */
    void retire() {
        HttpClient running = client;
        client = null;
        retired = true;
        if (running != null && owned) {
            call("shutdown", running);
        }
        endSelectorIfUnused();
    }

    private void endSelectorIfUnused() {
        if (retired && selector != null && exchanges.isEmpty()) {
            selector.interrupt();
        }
    }

    /**
     * Takes no more exchanges.
     *
     * @return ends the selector thread, and from Java 21 on the current exchanges; may block
     */
    Runnable stop() {
        HttpClient running = client;
        client = null;
        Thread watching = watch;
        if (watching != null) {
            watching.interrupt();
        }
        return () -> {
            if (running != null && owned) {
                end(running);
            }
        };
    }

    /** Before Java 21 the interrupt ends the selector thread, and with it the client. */
    private void end(HttpClient running) {
        if (selector == null) {
            call("shutdownNow", running);
        } else {
            selector.interrupt();
        }
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
