package org.eventsource.impl.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import org.eventsource.TransportKind;
import org.eventsource.impl.source.Timer;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeHandler;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.Transport;

/**
 * Tries every address of a server's name before an attempt has failed. The first address is left to another transport.
 * If that one cannot connect, the others are asked over sockets of our own, by HTTP/1.1. The name stays in the
 * {@code Host} header, and TLS checks it.
 *
 * <p>No address may take all the time of an attempt. If there is no response after a third of that time, a connection
 * to the first address is tried beside the other transport's: if it succeeds, the server is slow, and nothing changes.
 */
public final class EveryAddress implements Transport {

    /** Where names are looked up; may block. */
    @FunctionalInterface
    public interface Names {

        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    private static final Duration UNLIMITED = Duration.ofSeconds(30);
    private static final int SHARES = 3;

    private final Transport first;
    private final ThreadFactory threads;
    private final Timer timer;
    private final Duration connectTimeout;
    private final Names names;

    /**
     * A transport that tries the first address by another one.
     *
     * @param threads may run application code
     * @param connectTimeout what an attempt has; zero: no limit
     */
    public EveryAddress(Transport first, ThreadFactory threads, Timer timer, Duration connectTimeout, Names names) {
        this.first = first;
        this.threads = threads;
        this.timer = timer;
        this.connectTimeout = connectTimeout.isZero() ? UNLIMITED : connectTimeout;
        this.names = names;
    }

    @Override
    public Exchange open(Callable<Request> request, ExchangeHandler handler) {
        Duration share = connectTimeout.dividedBy(SHARES);
        AddressedExchange exchange = new AddressedExchange(handler, threads, names, share);
        exchange.begin(first, request, timer);
        return exchange;
    }

    @Override
    public TransportKind kind() {
        return first.kind();
    }

    @Override
    public boolean sendsExactly(String lastEventId) {
        return first.sendsExactly(lastEventId);
    }
}
