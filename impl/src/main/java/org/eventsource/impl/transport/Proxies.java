package org.eventsource.impl.transport;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The proxies that the JVM's default {@link ProxySelector} names, and what they answer. */
public final class Proxies {

    /** Of a proxy that wants to know who asks. */
    public static final int AUTHENTICATION_REQUIRED = 407;

    /**
     * How clients say that a proxy refused a tunnel to a server of https. They have neither a type nor a field for the
     * status.
     */
    private static final List<Pattern> REFUSALS = List.of(
            // java.net.http.
            Pattern.compile("Tunnel failed, got: (\\d{3})"),
            // HttpURLConnection.
            Pattern.compile("Unable to tunnel through proxy\\. Proxy returns \"HTTP/\\d\\.\\d (\\d{3})"),
            // Apache's client, in RESTEasy.
            Pattern.compile("CONNECT refused by proxy: HTTP/\\d\\.\\d (\\d{3})"));

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

    /** The status by which a proxy refused a tunnel, if that is why an exchange failed. */
    public static OptionalInt refusal(Throwable failure) {
        return Causes.all(failure).stream()
                .map(Throwable::getMessage)
                .flatMap(message -> REFUSALS.stream().map(refusal -> refusal.matcher(String.valueOf(message))))
                .filter(Matcher::find)
                .mapToInt(refusal -> Integer.parseInt(refusal.group(1)))
                .findFirst();
    }

    /** What an exchange fails by over a client that takes a proxy's refusal for a response. */
    public static ExchangeException refused(int status) {
        return new ExchangeException("Tunnel failed, got: " + status, null);
    }
}
