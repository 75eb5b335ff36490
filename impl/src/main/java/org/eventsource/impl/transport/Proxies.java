package org.eventsource.impl.transport;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The proxies that an HTTP client uses, and their responses. */
public final class Proxies {

    /** The status with which a proxy requests credentials. */
    public static final int AUTHENTICATION_REQUIRED = 407;

    /** The system property with the schemes of credentials that the JDK does not send for a tunnel. */
    private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

    private static final Proxies OF_THE_JVM = new Proxies(ProxySelector::getDefault, true, false);

    private final Supplier<@Nullable ProxySelector> selector;
    private final boolean usesSocks;
    private final boolean getPassword;

    private Proxies(Supplier<@Nullable ProxySelector> selector, boolean usesSocks, boolean getPassword) {
        this.selector = selector;
        this.usesSocks = usesSocks;
        this.getPassword = getPassword;
    }

    /** Returns the proxies of the JVM's default {@link ProxySelector}. */
    public static Proxies ofTheJvm() {
        return OF_THE_JVM;
    }

    /**
     * Returns the proxies of a client that uses HTTP proxies only. It connects directly where its selector returns a
     * SOCKS proxy. {@code java.net.http} does so, as tests have seen on Java 17 and 25.
     *
     * @param selector is called for each URL; it may return null: no proxy
     */
    public static Proxies ofHttp(Supplier<@Nullable ProxySelector> selector) {
        return new Proxies(selector, false, false);
    }

    /** Returns these proxies, which get a password with each request. */
    public Proxies withPassword() {
        return new Proxies(selector, usesSocks, true);
    }

    /** Returns the HTTP proxy for a URL; empty if there is none. */
    public Optional<InetSocketAddress> http(URI url) {
        return first(url).filter(proxy -> proxy.type() == Proxy.Type.HTTP).flatMap(Proxies::address);
    }

    /** Returns whether the proxy for a URL is a SOCKS proxy. */
    public boolean isSocks(URI url) {
        return first(url).filter(proxy -> proxy.type() == Proxy.Type.SOCKS).isPresent();
    }

    private static Optional<InetSocketAddress> address(Proxy proxy) {
        return Optional.ofNullable(proxy.address())
                .filter(InetSocketAddress.class::isInstance)
                .map(InetSocketAddress.class::cast);
    }

    /** Returns whether a URL needs no proxy of any kind. */
    public boolean isDirect(URI url) {
        return select(url).stream().noneMatch(this::isUsed);
    }

    private Optional<Proxy> first(URI url) {
        return select(url).stream().findFirst().filter(this::isUsed);
    }

    private boolean isUsed(Proxy proxy) {
        return proxy.type() == Proxy.Type.HTTP || (usesSocks && proxy.type() == Proxy.Type.SOCKS);
    }

    private List<Proxy> select(URI url) {
        try {
            ProxySelector used = selector.get();
            return used == null ? List.of() : used.select(url);
        } catch (RuntimeException e) {
            // The client gets this exception, too, and its attempt fails.
            return List.of();
        }
    }

    /** Returns the name of the proxy for a URL, for messages. */
    public Optional<String> name(URI url) {
        return first(url)
                .flatMap(proxy -> address(proxy)
                        .map(address -> "the %sproxy %s:%d"
                                .formatted(
                                        proxy.type() == Proxy.Type.SOCKS ? "SOCKS " : "",
                                        address.getHostString(),
                                        address.getPort())));
    }

    /** Returns what follows in the message about a refusal; empty if nothing is known. */
    public String advice(int status, URI url) {
        boolean withheld = getPassword
                && status == AUTHENTICATION_REQUIRED
                && url.getScheme().equalsIgnoreCase("https")
                && System.getProperty(DISABLED_SCHEMES, "Basic")
                        .toLowerCase(Locale.ROOT)
                        .contains("basic");
        return withheld
                ? ": Java sends it no password for a server of https, unless it is started with -D" + DISABLED_SCHEMES
                        + "="
                : "";
    }

    /** Returns the failure of an exchange whose client returned a proxy's refusal as the response. */
    public static ExchangeException refused(int status) {
        return new ExchangeException("Tunnel failed, got: " + status, null);
    }
}
