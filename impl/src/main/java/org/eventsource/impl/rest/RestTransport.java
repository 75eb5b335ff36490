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
import org.eventsource.spi.ForeignText;

/**
 * The exchanges of one source over a Jakarta REST client. Each exchange is read on a thread of its own.
 *
 * <p>Some clients do not leave a silent connection while a platform thread reads it, or ignore an interrupt. Such a
 * thread is left behind. It ends when the server sends something or the client's own time-out is over. One thread may
 * be left behind while the next exchange runs. If that one is left behind, too, no other exchange begins before one of
 * both has ended. So a source never has more than two threads.
 */
public final class RestTransport implements Transport {

    private static final System.Logger LOGGER = System.getLogger(RestTransport.class.getPackageName());

    /**
     * The implementations that were logged as unable to leave a silent connection. Names only: a class would keep its
     * loader.
     */
    private static final Set<String> SILENT_CLIENTS = ConcurrentHashMap.newKeySet();

    private static final int MAX_LEFT = 2;
    private static final Duration TIME_TO_LEAVE = Duration.ofSeconds(1);

    private final ClientLease client;
    private final BlockingThreads threads;
    private final ApplicationExecutor executor;
    private final Executor cleanup;
    private final AtomicBoolean problemLogged = new AtomicBoolean();
    private final Set<String> silentClients;

    /** Read while the client is open. A closed client throws instead of returning it. */
    private final String implementation;

    private final Set<Thread> left = ConcurrentHashMap.newKeySet();

    /**
     * A transport of one source.
     *
     * @param executor runs application code if there is no thread that reads
     * @param cleanup closes clients, which may block
     */
    public RestTransport(ClientLease client, BlockingThreads threads, ApplicationExecutor executor, Executor cleanup) {
        this(client, threads, executor, cleanup, SILENT_CLIENTS);
    }

    RestTransport(
            ClientLease client,
            BlockingThreads threads,
            ApplicationExecutor executor,
            Executor cleanup,
            Set<String> silentClients) {
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
            // The application has closed its client. The attempt fails because of it.
            return "";
        }
    }

    @Override
    public Exchange open(Callable<Request> request, ExchangeHandler handler) {
        logProblem();
        left.removeIf(reader -> !reader.isAlive());
        if (left.size() >= MAX_LEFT) {
            executor.execute(
                    () -> handler.onFailure(
                            new IllegalStateException("the client has not ended the two connections before this one")),
                    handler::onRejected);
            return Exchange.NONE;
        }
        ExchangeClient lent = client.forExchange();
        try {
            RestExchange exchange = new RestExchange(lent, threads, this::leave, request, handler);
            exchange.start();
            return exchange;
        } catch (RuntimeException | Error e) {
            // There is no thread to read on, so the exchange is over.
            lent.over();
            throw e;
        }
    }

    /** Logs once for each source, at its first attempt. */
    private void logProblem() {
        if (problemLogged.compareAndSet(false, true)) {
            try {
                ClientQuirks.problem(client.configuration()).ifPresent(problem -> LOGGER.log(WARNING, problem));
            } catch (IllegalStateException e) {
                LOGGER.log(DEBUG, "The application closed the client before the first attempt", ForeignText.of(e));
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
        // The thread runs the client's code. RESTEasy Reactive goes on waiting after its client was closed.
        exchange.interruptReader();
        if (hasEnded(reader)) {
            return;
        }
        // Also if the client leaves its connection open now: there was time for a response.
        reader.interrupt();
        if (!threads.interruptible() && !hasEnded(reader) && silentClients.add(implementation)) {
            LOGGER.log(
                    WARNING,
                    "This Jakarta REST client cannot leave a silent connection on a platform thread: thread \"%s\""
                                    .formatted(reader.getName())
                            + " ends when the server sends something or the client's read times out."
                            + " TransportKind.JDK, or virtual threads, leave immediately");
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
            return ClientQuirks.sendsUtf8(client.configuration());
        } catch (IllegalStateException e) {
            // The application has closed its client. The attempt fails because of it.
            return false;
        }
    }
}
