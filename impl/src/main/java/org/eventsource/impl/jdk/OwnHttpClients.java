package org.eventsource.impl.jdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Base64;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLContext;
import org.eventsource.impl.tls.CurrentTls;
import org.eventsource.impl.tls.StoreException;
import org.eventsource.impl.transport.ExchangeException;
import org.eventsource.impl.transport.Proxies;
import org.eventsource.impl.transport.Request;
import org.jspecify.annotations.Nullable;

/** Clients of the library, with the settings of streams. */
final class OwnHttpClients implements HttpClients {

    private final ClientSettings settings;
    private final Executor executor;
    private final ThreadFactory watchers;
    private final CurrentTls tls;
    private final @Nullable ProxySelector proxy;
    private final Proxies proxies;

    /**
     * @param executor runs work of clients that may block, and no application code
     * @param watchers creates threads that wait until a client has ended
     */
    OwnHttpClients(ClientSettings settings, Executor executor, ThreadFactory watchers) {
        this.settings = settings;
        this.executor = executor;
        this.watchers = watchers;
        this.tls = new CurrentTls(settings.tls());
        ProxySelector own = settings.proxy() == null ? null : ProxySelector.of(settings.proxy());
        this.proxy = own;
        Proxies used = Proxies.ofHttp(own == null ? ProxySelector::getDefault : () -> own);
        this.proxies = settings.proxyUser().isEmpty() ? used : used.withPassword();
    }

    @Override
    public @Nullable SSLContext tls() throws ExchangeException {
        try {
            return settings.tls().areNone() ? null : tls.context();
        } catch (StoreException e) {
            throw new ExchangeException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Its selector thread does its work, none of which blocks: that saves a thread between the socket and the stream.
     */
    @Override
    public RunningClient startPlain() throws ExchangeException {
        return RunningClient.start(builder(Runnable::run).sslContext(new NoTls()), watchers);
    }

    /** The work of TLS may block: a check of certificates may ask another server, a key may be in another device. */
    @Override
    public RunningClient startSecure(@Nullable SSLContext context) throws ExchangeException {
        HttpClient.Builder builder = builder(executor);
        if (context != null) {
            builder.sslContext(context);
        }
        return RunningClient.start(builder, watchers);
    }

    private HttpClient.Builder builder(Executor working) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().executor(working).followRedirects(HttpClient.Redirect.NEVER);
        if (proxy != null) {
            builder.proxy(proxy);
        }
        return builder;
    }

    @Override
    public Proxies proxies() {
        return proxies;
    }

    @Override
    public boolean allowsHttp2() {
        return true;
    }

    /** A header, because an authenticator would remove headers of the application before Java 24. */
    @Override
    public void complete(HttpRequest.Builder builder, Request request) {
        if (!settings.proxyUser().isEmpty()) {
            String credentials =
                    settings.proxyUser() + ":" + settings.proxyPassword().text();
            builder.setHeader(
                    "Proxy-Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
        }
    }

    @Override
    public Throwable explained(Throwable failure) {
        return failure;
    }
}
