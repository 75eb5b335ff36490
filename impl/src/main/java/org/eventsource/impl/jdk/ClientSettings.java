package org.eventsource.impl.jdk;

import java.net.InetSocketAddress;
import org.eventsource.impl.tls.Secret;
import org.eventsource.impl.tls.TlsFiles;
import org.jspecify.annotations.Nullable;

/**
 * What a client of the library is made with. Streams with equal settings share a client.
 *
 * @param proxy an unresolved address; null: the JVM's default selector decides
 * @param proxyUser empty: the proxy needs no credentials
 */
public record ClientSettings(@Nullable InetSocketAddress proxy, String proxyUser, Secret proxyPassword, TlsFiles tls) {

    public static final ClientSettings NONE = new ClientSettings(null, "", Secret.NONE, TlsFiles.NONE);

    public boolean areNone() {
        return equals(NONE);
    }
}
