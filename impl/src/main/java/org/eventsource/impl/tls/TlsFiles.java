package org.eventsource.impl.tls;

import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The files with the certificates that a client trusts, and with its own certificate and key.
 *
 * @param trusted null: the JVM decides
 * @param own null: the client has no certificate
 */
public record TlsFiles(
        @Nullable StoreFile trusted, @Nullable StoreFile own) {

    public static final TlsFiles NONE = new TlsFiles(null, null);

    public boolean areNone() {
        return equals(NONE);
    }

    /** The state of both files, which differs after a change. */
    record Stamps(@Nullable Stamp trusted, @Nullable Stamp own) {}

    Stamps stamps() throws StoreException {
        return new Stamps(trusted == null ? null : Stamp.of(trusted), own == null ? null : Stamp.of(own));
    }

    /**
     * Reads the files.
     *
     * @throws StoreException if a file cannot be used
     */
    public SSLContext context() throws StoreException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    own == null ? null : keys(own).getKeyManagers(),
                    trusted == null ? null : trust(trusted).getTrustManagers(),
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new StoreException("this Java has no TLS: " + e.getMessage(), e);
        }
    }

    private static KeyManagerFactory keys(StoreFile file) throws StoreException, GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(file.keys(), file.password().characters());
        return factory;
    }

    private static TrustManagerFactory trust(StoreFile file) throws StoreException, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(file.certificates());
        return factory;
    }
}
