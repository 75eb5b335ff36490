package org.eventsource.impl.rest;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eventsource.TransportKind;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.BlockingThreads;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeHandler;
import org.eventsource.impl.transport.HeaderSyntax;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.Transport;

/**
 * The exchanges of one source over a Jakarta REST client, each read by a thread of its own.
 *
 * <p>Some clients cannot be made to leave a silent connection while a platform thread reads it, or an interrupt does
 * not reach them. Such a reader is left to itself, until the server says something or the client's own time-out is
 * over. One may be left beside the exchange that follows; when that one is left, too, no other begins before either has
 * ended: a source never has more than two threads.
 */
public final class RestTransport implements Transport {

    private static final System.Logger LOGGER = System.getLogger(RestTransport.class.getPackageName());

    private static final int MAX_LEFT = 2;
    private static final Duration TIME_TO_LEAVE = Duration.ofSeconds(1);

    private final ClientLease client;
    private final BlockingThreads threads;
    private final ApplicationExecutor executor;
    private final Executor cleanup;
    private final AtomicBoolean connectorChecked = new AtomicBoolean();
    private final SilentClients silentClients;

    /** Taken while the client is open: a closed one returns no configuration. */
    private final String implementation;

    private final Set<Thread> left = ConcurrentHashMap.newKeySet();

    /**
     * With what runs what the application may see where there is no reader to do it, and an executor that closes
     * clients, which may block, as its callers must not.
     */
    public RestTransport(ClientLease client, BlockingThreads threads, ApplicationExecutor executor, Executor cleanup) {
        this(client, threads, executor, cleanup, SilentClients.MET);
    }

    RestTransport(
            ClientLease client,
            BlockingThreads threads,
            ApplicationExecutor executor,
            Executor cleanup,
            SilentClients silentClients) {
        this.silentClients = silentClients;
        this.implementation = implementation(client);
        this.client = client;
        this.threads = threads;
        this.executor = executor;
        this.cleanup = cleanup;
    }

    private static String implementation(ClientLease client) {
        try {
            return client.configuration().getClass().getName();
        } catch (IllegalStateException e) {
            // The application has closed its client, which the attempt reports.
            return "";
        }
    }

    @Override
    public Exchange open(Callable<Request> request, ExchangeHandler handler) {
        warnOfConnector();
        left.removeIf(reader -> !reader.isAlive());
        if (left.size() >= MAX_LEFT) {
            executor.execute(
                    () -> handler.onFailure(
                            new IllegalStateException("the client does not let go of the connections before this one")),
                    handler::onRejected);
            return () -> {};
        }
        ExchangeClient lent = client.forExchange();
        try {
            RestExchange exchange = new RestExchange(lent, threads, this::leave, request, handler);
            exchange.start();
            return exchange;
        } catch (RuntimeException | Error e) {
            // No thread to read on: the exchange is over before it began.
            lent.over();
            throw e;
        }
    }

    /** Once a source, at its first attempt. */
    private void warnOfConnector() {
        if (connectorChecked.compareAndSet(false, true)) {
            try {
                JerseyConnector.problem(client.configuration()).ifPresent(problem -> LOGGER.log(WARNING, problem));
            } catch (IllegalStateException e) {
                LOGGER.log(DEBUG, "The client was closed before the first attempt, which is about to fail", e);
            }
        }
    }

    private void leave(RestExchange exchange) {
        left.add(exchange.reader());
        if (!threads.interruptible() || exchange.leavesConnection()) {
            cleanup.execute(() -> free(exchange));
        }
    }

    private void free(RestExchange exchange) {
        Thread reader = exchange.reader();
        exchange.freeReader();
        // It is in the client's code, or on its way out. RESTEasy Reactive waits on for what will not come.
        exchange.interruptReader();
        if (hasEnded(reader)) {
            return;
        }
        // Also one whose client leaves its connection behind: there was time for an answer.
        reader.interrupt();
        if (!threads.interruptible() && !hasEnded(reader) && silentClients.isNew(implementation)) {
            LOGGER.log(
                    WARNING,
                    "This Jakarta REST client cannot leave a silent connection on a platform thread: thread \"%s\""
                                    .formatted(reader.getName())
                            + " ends when the server sends something or the client's read times out."
                            + " TransportKind.JDK, or virtual threads, leave at once");
        }
    }

    private static boolean hasEnded(Thread reader) {
        try {
            reader.join(TIME_TO_LEAVE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !reader.isAlive();
    }

    @Override
    public TransportKind kind() {
        return TransportKind.REST;
    }

    @Override
    public boolean sendsExactly(String lastEventId) {
        return HeaderSyntax.isVisibleAscii(lastEventId) || (HeaderSyntax.isText(lastEventId) && sendsUtf8());
    }

    private boolean sendsUtf8() {
        try {
            return Utf8Headers.areSentBy(client.configuration());
        } catch (IllegalStateException e) {
            // The application has closed its client, which is for the attempt to tell.
            return false;
        }
    }
}
