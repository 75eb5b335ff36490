package org.eventsource.impl.transport;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The proxies that the JVM's default {@link ProxySelector} names, and what they answer. */
public final class Proxies {

    /** Of a proxy that wants to know who asks. */
    public static final int AUTHENTICATION_REQUIRED = 407;

    private Proxies() {}

    /** The proxy by which a URL is asked for; empty: none, or one that is not of HTTP. */
    public static Optional<InetSocketAddress> of(URI url) {
        return select(url).stream()
                .findFirst()
                .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
                .map(Proxy::address)
                .filter(InetSocketAddress.class::isInstance)
                .map(InetSocketAddress.class::cast);
    }

    /** Whether a URL is asked for without a proxy of any kind. */
    public static boolean isDirect(URI url) {
        return select(url).stream().allMatch(proxy -> proxy.type() == Proxy.Type.DIRECT);
    }

    private static List<Proxy> select(URI url) {
        ProxySelector selector = ProxySelector.getDefault();
        try {
            return selector == null ? List.of() : selector.select(url);
        } catch (RuntimeException e) {
            // The client meets it, too, and its attempt fails by it.
            return List.of();
        }
    }

    /** The proxy of a URL for messages. */
    public static Optional<String> name(URI url) {
        return of(url).map(proxy -> "the proxy " + proxy.getHostString() + ":" + proxy.getPort());
    }

    /** What an exchange fails by over a client that takes a proxy's refusal for a response. */
    public static ExchangeException refused(int status) {
        return new ExchangeException("Tunnel failed, got: " + status, null);
    }
}
