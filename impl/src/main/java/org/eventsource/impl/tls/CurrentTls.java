package org.eventsource.impl.tls;

import static java.lang.System.Logger.Level.WARNING;

import javax.net.ssl.SSLContext;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * The certificates and keys of files, which are read again after a change. If that fails, what was read before stays in
 * use: a file may be replaced just now.
 */
public final class CurrentTls {

    private static final System.Logger LOGGER = System.getLogger(CurrentTls.class.getPackageName());

    private final TlsFiles files;
    private TlsFiles.@Nullable Stamps stamps;
    private @Nullable SSLContext context;
    private @Nullable String problem;

    public CurrentTls(TlsFiles files) {
        this.files = files;
    }

    /**
     * Returns the context. It is the same object until a file changes. May read files.
     *
     * @throws StoreException if the files were never usable
     */
    public synchronized SSLContext context() throws StoreException {
        SSLContext used = context;
        try {
            TlsFiles.Stamps found = files.stamps();
            if (used == null || !found.equals(stamps)) {
                used = files.context();
                context = used;
                stamps = found;
            }
            problem = null;
            return used;
        } catch (StoreException e) {
            if (used == null) {
                throw e;
            }
            logOnce(e);
            return used;
        }
    }

    private void logOnce(StoreException e) {
        String message = String.valueOf(e.getMessage());
        if (!message.equals(problem)) {
            problem = message;
            LOGGER.log(
                    WARNING,
                    "%s. What was read before stays in use".formatted(ForeignText.of(message)),
                    ForeignText.of(e));
        }
    }
}
