package org.eventsource.impl.jdk;

import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the name of a server before {@code java.net.http} does. That client would wait for the name server on one of
 * the few threads that read all streams. After this lookup it finds the answer in the JDK's cache.
 */
record HostLookup(@Nullable ProxySelector proxies, Names names) {

    /** Looks up names. May block. */
    @FunctionalInterface
    interface Names {

        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    static HostLookup ofTheSystem() {
        return new HostLookup(ProxySelector.getDefault(), InetAddress::getAllByName);
    }

    void of(URI uri) throws UnknownHostException {
        if (!isForAProxy(uri)) {
            names.lookUp(uri.getHost());
        }
    }

    /** A proxy looks up the name itself. Our name server may not know the name. */
    private boolean isForAProxy(URI uri) {
        return proxies != null
                && proxies.select(uri).stream().map(Proxy::type).anyMatch(type -> type != Proxy.Type.DIRECT);
    }
}
