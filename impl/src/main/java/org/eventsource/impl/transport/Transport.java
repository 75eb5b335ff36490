package org.eventsource.impl.transport;

import java.io.IOException;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import org.eventsource.TransportKind;

/** Opens exchanges. Safe for use by many threads. */
public interface Transport {

    /**
     * Begins an exchange and returns immediately. Does not follow redirects.
     *
     * @param request makes the request. It is called once, without a lock, on a thread that may run application code.
     *     If it throws, the exchange fails
     * @param handler is called by one thread at a time, and never by the caller of this method
     */
    Exchange open(Callable<Request> request, ExchangeHandler handler);

    /** Returns which transport of the library this is. */
    TransportKind kind();

    /** Returns the proxies that its client uses. */
    default Proxies proxies() {
        return Proxies.ofTheJvm();
    }

    /**
     * Returns the certificates and keys that its client uses. May read files.
     *
     * @throws IOException if there are none now
     */
    default SSLContext tls() throws IOException {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }

    /** Returns whether a request to this URL that is not {@link Request#alone} may use HTTP/2. */
    default boolean mayUseHttp2(URI uri) {
        return false;
    }

    /** Returns whether the server gets this id unchanged, encoded as UTF-8. */
    boolean sendsExactly(String lastEventId);
}
