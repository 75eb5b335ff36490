package org.eventsource.impl.rest;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.Configuration;
import java.net.URI;
import org.eventsource.impl.transport.Proxies;
import org.eventsource.impl.transport.RequestMethod;

/** Returns the client for each exchange of a source. */
public interface ClientLease {

    /** Returns the client for one exchange. To be called when the exchange is opened. */
    ExchangeClient forExchange();

    /** Returns the configuration of the client. Its class belongs to the implementation of the client. */
    Configuration configuration();

    /** Ends the lease. If no other source can use the client, closes it, also if it is still being made. May block. */
    default void end() {}

    /**
     * Returns a lease for one of several sources: of the same client, or of another one if the same client has too few
     * connections for all sources.
     */
    default ClientLease lent() {
        return new LentClient(this);
    }

    /**
     * Checks whether the client sends a request of this method, and only once.
     *
     * @throws IllegalArgumentException if it does not, or if that is not known
     */
    default void checkSends(RequestMethod method) {
        if (!method.isGet() && !ClientQuirks.sendsOnce(configuration(), method)) {
            throw new IllegalArgumentException(
                    "method: the Jakarta REST client %s is not known to send a %s request, and to send it only once; use TransportKind.JDK"
                            .formatted(configuration().getClass().getName(), method.name()));
        }
    }

    /** Returns a lease of a client that the application owns. It is never closed here. */
    static ClientLease ofApplication(Client client) {
        return new ApplicationClient(client);
    }

    /**
     * Returns a lease of the client of a target that the application owns. It is never closed here. The lease uses what
     * is configured at the target now.
     */
    static ClientLease ofApplication(WebTarget target) {
        return new ApplicationTarget(target);
    }

    /**
     * Returns a copy of a target that can be configured without changing the original. The standard API defines it so;
     * some clients do not follow it.
     */
    static WebTarget copy(WebTarget target) {
        return ApplicationTarget.copy(target);
    }

    /**
     * Checks whether {@link #own} would find an implementation. Does not make a client.
     *
     * @throws RuntimeException if there is no implementation
     * @throws LinkageError if the Jakarta REST API is missing
     */
    static void check() {
        ClientBuilder.newBuilder();
    }

    /**
     * Returns whether a client of our own would take a proxy's refusal of a tunnel for the response of the server.
     *
     * @throws RuntimeException if there is no implementation
     */
    static boolean mistakesProxyForServer(URI url) {
        return url.getScheme().equalsIgnoreCase("https")
                && Proxies.ofTheJvm().http(url).isPresent()
                && ClientQuirks.mistakesProxyForServer(ClientBuilder.newBuilder());
    }

    /**
     * Checks whether {@link #own} makes a client that sends a request of this method, and only once. Makes a client for
     * it, and may block, unless the method is GET.
     *
     * @throws IllegalArgumentException if it does not, or if that is not known
     * @throws RuntimeException if it makes a client and there is no implementation
     */
    static void checkOwnSends(RequestMethod method) {
        if (method.isGet()) {
            return; // Every client sends it, and making one takes long.
        }
        ClientLease lease = own(URI.create("http://localhost/"));
        try {
            lease.checkSends(method);
        } finally {
            lease.end();
        }
    }

    /**
     * Makes a client for one source.
     *
     * @param url the URL of the source; it decides which proxy the client uses
     * @throws RuntimeException if there is no implementation
     */
    static ClientLease own(URI url) {
        return OwnClient.forOne(url);
    }

    /**
     * Makes a client for any number of sources. Each gets a {@linkplain #lent lease of its own}.
     *
     * @param url the URL of a source; it decides which proxy the client uses
     * @throws RuntimeException if there is no implementation
     */
    static ClientLease ownOfMany(URI url) {
        return OwnClient.forMany(url);
    }
}
