package org.eventsource.impl.jdk;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.eventsource.impl.transport.Proxies;

/**
 * Looks up the name of a server before {@code java.net.http} does. That client would wait for the name server on one of
 * the few threads that read all streams. After this lookup it finds the answer in the JDK's cache.
 */
record HostLookup(Names names, Proxies proxies) {

    /** Looks up names. May block. */
    @FunctionalInterface
    interface Names {

        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    static HostLookup ofTheSystem(Proxies proxies) {
        return new HostLookup(InetAddress::getAllByName, proxies);
    }

    /** A proxy looks up the name itself. Our name server may not know the name. */
    void of(URI uri) throws UnknownHostException {
        if (proxies.isDirect(uri)) {
            names.lookUp(uri.getHost());
        }
    }
}
