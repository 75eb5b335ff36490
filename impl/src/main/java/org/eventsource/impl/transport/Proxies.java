package org.eventsource.impl.transport;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The proxies that the JVM's default {@link ProxySelector} returns, and their responses. */
public final class Proxies {

    /** The status with which a proxy requests credentials. */
    public static final int AUTHENTICATION_REQUIRED = 407;

    private Proxies() {}

    /** Returns the proxy for a URL; empty if there is none, or if it is not an HTTP proxy. */
    public static Optional<InetSocketAddress> of(URI url) {
        return select(url).stream()
                .findFirst()
                .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
                .map(Proxy::address)
                .filter(InetSocketAddress.class::isInstance)
                .map(InetSocketAddress.class::cast);
    }

    /** Returns whether a URL needs no proxy of any kind. */
    public static boolean isDirect(URI url) {
        return select(url).stream().allMatch(proxy -> proxy.type() == Proxy.Type.DIRECT);
    }

    private static List<Proxy> select(URI url) {
        ProxySelector selector = ProxySelector.getDefault();
        try {
            return selector == null ? List.of() : selector.select(url);
        } catch (RuntimeException e) {
            // The client gets this exception, too, and its attempt fails.
            return List.of();
        }
    }

    /** Returns the name of the proxy for a URL, for messages. */
    public static Optional<String> name(URI url) {
        return of(url).map(proxy -> "the proxy " + proxy.getHostString() + ":" + proxy.getPort());
    }

    /** Returns the failure of an exchange whose client returned a proxy's refusal as the response. */
    public static ExchangeException refused(int status) {
        return new ExchangeException("Tunnel failed, got: " + status, null);
    }
}
