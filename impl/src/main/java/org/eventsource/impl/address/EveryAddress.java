package org.eventsource.impl.address;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLContext;
import org.eventsource.TransportKind;
import org.eventsource.impl.source.Timer;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeHandler;
import org.eventsource.impl.transport.Proxies;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.Transport;

/**
 * Tries every address of a server's name before an attempt has failed. Another transport connects to the first address.
 * If it cannot connect, this transport tries the other addresses over its own sockets, with HTTP/1.1. The {@code Host}
 * header has the name, and TLS checks it.
 *
 * <p>No address may take all the time of an attempt. If there is no response after a third of that time, a second
 * connection to the first address is tried. If it succeeds, the server is only slow, and nothing changes.
 */
public final class EveryAddress implements Transport {

    /** Looks up names. May block. */
    @FunctionalInterface
    public interface Names {

        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    private final Transport first;
    private final ThreadFactory threads;
    private final Timer timer;
    private final SharedTime time;
    private final boolean repeats;
    private final Names names;

    /**
     * A transport that uses {@code first} for the first address.
     *
     * @param threads creates threads that may run application code
     * @param connectTimeout the time for one attempt; zero: no limit
     * @param repeats whether a request may be sent again. If not, another address is tried only if nothing can have
     *     been sent to the first one. A first address that is silent then uses all the time of the attempt
     */
    public EveryAddress(
            Transport first,
            ThreadFactory threads,
            Timer timer,
            Duration connectTimeout,
            boolean repeats,
            Names names) {
        this.first = first;
        this.threads = threads;
        this.timer = timer;
        this.time = new SharedTime(connectTimeout);
        this.repeats = repeats;
        this.names = names;
    }

    @Override
    public Exchange open(Callable<Request> request, ExchangeHandler handler) {
        AddressedExchange exchange = new AddressedExchange(handler, threads, names, first, time, repeats);
        exchange.begin(request, timer);
        return exchange;
    }

    @Override
    public TransportKind kind() {
        return first.kind();
    }

    @Override
    public Proxies proxies() {
        return first.proxies();
    }

    @Override
    public SSLContext tls() throws IOException {
        return first.tls();
    }

    @Override
    public boolean mayUseHttp2(URI uri) {
        return first.mayUseHttp2(uri);
    }

    @Override
    public boolean sendsExactly(String lastEventId) {
        return first.sendsExactly(lastEventId);
    }
}
