package org.eventsource.impl.address;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.eventsource.impl.source.Timer;
import org.eventsource.impl.transport.Causes;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeHandler;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.Response;
import org.eventsource.impl.transport.Transport;
import org.jspecify.annotations.Nullable;

/** An exchange with the first address of a name, or with another address if the first one accepts no connection. */
final class AddressedExchange implements Exchange, ExchangeHandler {

    /** Which exchange calls the handler. */
    private enum Phase {
        FIRST,
        /** Calls of the first transport are ignored. */
        OTHERS,
        /** The first transport has a response or has failed for good. The other addresses are not tried. */
        DECIDED
    }

    /**
     * Words of the system if this machine has no network for a kind of address, or may not use it. Only the message of
     * the exception shows it.
     */
    private static final List<String> UNREACHABLE = List.of(
            "unreachable",
            "Invalid argument",
            "family unavailable",
            "family not supported",
            "Cannot assign requested",
            "not permitted");

    private final ExchangeHandler handler;
    private final ThreadFactory threads;
    private final EveryAddress.Names names;
    private final Transport first;
    private final SharedTime time;
    private final boolean repeats;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.FIRST);
    private volatile @Nullable Request request;
    private volatile Exchange withFirst = Exchange.NONE;
    private volatile Exchange withOthers = Exchange.NONE;
    private volatile Runnable cancelCheck = () -> {};
    private volatile boolean cancelled;

    /**
     * An exchange that has not {@linkplain #begin begun}.
     *
     * @param first the transport for the first address
     * @param time how long each address may take
     * @param repeats whether a request may be sent again, if its method allows it
     */
    AddressedExchange(
            ExchangeHandler handler,
            ThreadFactory threads,
            EveryAddress.Names names,
            Transport first,
            SharedTime time,
            boolean repeats) {
        this.handler = handler;
        this.threads = threads;
        this.names = names;
        this.first = first;
        this.time = time;
        this.repeats = repeats;
    }

    void begin(Callable<Request> asking, Timer timer) {
        withFirst = first.open(
                () -> {
                    Request asked = asking.call();
                    request = asked;
                    if (mayRepeat(asked)) {
                        cancelCheck = timer.schedule(time.untilCheck(), this::checkSilence);
                    }
                    if (cancelled) {
                        cancelCheck.run();
                    }
                    return asked;
                },
                this);
        if (cancelled) {
            cancel();
        }
    }

    /** If not, another address is tried only if nothing can have been sent to the first one. */
    private boolean mayRepeat(Request asked) {
        return repeats && asked.method().isRepeatable();
    }

    /** Runs on the timer's thread. */
    private void checkSilence() {
        Request asked = request;
        boolean isUndecided = phase.get() == Phase.FIRST && !cancelled;
        if (isUndecided && asked != null && !isAddress(asked.uri().getHost())) {
            threads.newThread(this::probe).start();
        }
    }

    /** Returns whether a host is an address, which needs no lookup. */
    private static boolean isAddress(String host) {
        return host.startsWith("[")
                || host.chars().allMatch(character -> character == '.' || Character.isDigit(character));
    }

    /** Leaves the first transport if its address does not accept connections. */
    private void probe() {
        Request asked = request;
        if (asked == null) {
            return;
        }
        try {
            List<InetAddress> addresses = addresses(asked.uri());
            if (addresses.size() > 1 && !acceptsConnections(addresses.get(0), asked.uri())) {
                leaveFirst(
                        asked, addresses, new ConnectException("timed out: no connection within " + time.untilCheck()));
            }
        } catch (UnknownHostException e) {
            // The first transport gets this exception, too, and fails.
            return;
        }
    }

    /** Like the first transport, the probe uses no SOCKS proxy. */
    private boolean acceptsConnections(InetAddress address, URI uri) {
        try (Socket probe = new Socket(Proxy.NO_PROXY)) {
            probe.connect(new InetSocketAddress(address, SocketExchange.port(uri)), time.checkMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void leaveFirst(Request asked, List<InetAddress> addresses, Throwable cause) {
        if (phase.compareAndSet(Phase.FIRST, Phase.OTHERS)) {
            orFail(() -> {
                withFirst.cancel();
                tryOthers(asked, addresses, cause);
            });
        }
    }

    private void tryOthers(Request asked, List<InetAddress> addresses, Throwable cause) {
        SocketExchange others = new SocketExchange(
                asked, addresses.subList(1, addresses.size()), time.turnMillis(addresses.size()), first::tls, handler);
        withOthers = others;
        if (cancelled) {
            others.cancel();
        }
        others.run(cause);
    }

    /** The first transport was left. If the action fails, nothing else notifies the source. */
    private void orFail(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            if (!cancelled) {
                handler.onFailure(e);
            }
        }
    }

    private List<InetAddress> addresses(URI uri) throws UnknownHostException {
        return first.proxies().isDirect(uri) ? List.of(names.lookUp(uri.getHost())) : List.of();
    }

    @Override
    public void onFailure(Throwable cause) {
        Request asked = request;
        if (asked == null || !isOfConnecting(asked, cause) || phase.get() == Phase.DECIDED) {
            decided(() -> handler.onFailure(cause));
        } else {
            cancelCheck.run();
            failedToConnect(asked, cause);
        }
    }

    /** Does not wait for a name server: the first transport has just looked up the name. */
    private void failedToConnect(Request asked, Throwable cause) {
        List<InetAddress> addresses;
        try {
            addresses = addresses(asked.uri());
        } catch (UnknownHostException e) {
            addresses = List.of();
        }
        List<InetAddress> found = addresses;
        if (found.size() <= 1) {
            decided(() -> handler.onFailure(cause));
        } else if (phase.compareAndSet(Phase.FIRST, Phase.OTHERS)) {
            begin(() -> orFail(() -> tryOthers(asked, found, cause)), cause);
        }
    }

    /** Uses a new thread: the current one may be a thread that must not block. */
    private void begin(Runnable others, Throwable cause) {
        try {
            threads.newThread(others).start();
        } catch (RuntimeException | Error e) {
            // There is no memory for a thread.
            cause.addSuppressed(e);
            handler.onFailure(cause);
        }
    }

    private boolean isOfConnecting(Request asked, Throwable cause) {
        return Causes.contain(cause, ConnectException.class)
                || Causes.contain(cause, NoRouteToHostException.class)
                || (mayRepeat(asked) && isUnreachable(cause));
    }

    private static boolean isUnreachable(Throwable cause) {
        return Causes.all(cause).stream()
                .anyMatch(one -> one instanceof BindException
                        || (one instanceof SocketException
                                && one.getMessage() != null
                                && UNREACHABLE.stream().anyMatch(one.getMessage()::contains)));
    }

    private void decided(Runnable call) {
        if (phase.compareAndSet(Phase.FIRST, Phase.DECIDED) || phase.get() == Phase.DECIDED) {
            cancelCheck.run();
            call.run();
        }
    }

    @Override
    public void onSending() {
        handler.onSending();
    }

    @Override
    public boolean onResponse(Response response) {
        boolean isFirst = phase.compareAndSet(Phase.FIRST, Phase.DECIDED);
        cancelCheck.run();
        return isFirst && handler.onResponse(response);
    }

    @Override
    public boolean mayWait(byte[] bytes, int offset, int length) {
        return handler.mayWait(bytes, offset, length);
    }

    @Override
    public boolean onBytes(byte[] bytes, int offset, int length) {
        return handler.onBytes(bytes, offset, length);
    }

    @Override
    public void readOn() {
        (phase.get() == Phase.OTHERS ? withOthers : withFirst).readOn();
    }

    @Override
    public void onEnd() {
        decided(handler::onEnd);
    }

    @Override
    public void onUnreadable(Response response, Throwable cause, boolean lasting) {
        decided(() -> handler.onUnreadable(response, cause, lasting));
    }

    @Override
    public void onRejected(RejectedExecutionException cause) {
        decided(() -> handler.onRejected(cause));
    }

    @Override
    public void cancel() {
        cancelled = true;
        cancelCheck.run();
        withFirst.cancel();
        withOthers.cancel();
    }
}
