package org.eventsource.impl.jdk;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import javax.net.ssl.SSLContext;
import org.eventsource.impl.transport.ExchangeException;
import org.eventsource.impl.transport.Proxies;
import org.eventsource.impl.transport.Request;
import org.jspecify.annotations.Nullable;

/** Returns the {@link HttpClient} of a {@link JdkClient}, and completes requests for it. */
interface HttpClients {

    /** Returns the certificates and keys for the client; null: the client decides. May read files. */
    @Nullable
    SSLContext tls() throws ExchangeException;

    /**
     * Returns a client for {@code http} URLs.
     *
     * @throws ExchangeException if there is none now
     */
    RunningClient startPlain() throws ExchangeException;

    /**
     * Returns a client for {@code https} URLs.
     *
     * @param tls what {@link #tls} returned
     * @throws ExchangeException if there is none now
     */
    RunningClient startSecure(@Nullable SSLContext tls) throws ExchangeException;

    /** Returns the proxies that the client uses. */
    Proxies proxies();

    /** Returns whether requests may use HTTP/2. */
    boolean allowsHttp2();

    /**
     * Adds what the client needs to a request that is otherwise complete.
     *
     * @throws ExchangeException if the client would not send the request as it is
     */
    void complete(HttpRequest.Builder builder, Request request) throws ExchangeException;

    /** Returns the failure to report for the failure of an exchange. */
    Throwable explained(Throwable failure);
}
