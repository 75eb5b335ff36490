package org.eventsource.impl.jdk;

import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Looks the name of a server up before {@code java.net.http} does. That would wait for the name server on one of the
 * few threads that all streams are read by; so it finds what the JDK keeps of an answer for a while.
 */
record HostLookup(@Nullable ProxySelector proxies, Names names) {

    /** Where names are looked up; may block. */
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

    /** Which looks the name up itself, as there may be nobody here who knows it. */
    private boolean isForAProxy(URI uri) {
        return proxies != null
                && proxies.select(uri).stream().map(Proxy::type).anyMatch(type -> type != Proxy.Type.DIRECT);
    }
}
