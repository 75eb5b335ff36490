package org.eventsource.cdi.extension.streams;

import jakarta.enterprise.inject.spi.CDI;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.net.URI;
import org.eventsource.cdi.EventSources;

/**
 * A stored handle of a passivated bean. It is restored as a handle that is not attached.
 *
 * @param key as {@link StoredKey} encodes it; the URL, headers, event ids and listeners are not stored
 * @param configured whether the handle is restored with the configuration of the key. Otherwise the key is the URL
 */
record PassivatedHandle(String key, boolean configured) implements Serializable {

    /** How the handles of a stream were opened. */
    enum Opened {
        BY_KEY,
        /** Without configuration. The key of the stream is its URL. */
        BY_URL,
        /** By a key, with changes to its settings. */
        WITH_CHANGES
    }

    /**
     * Returns the object that is stored for a handle on a stream.
     *
     * @throws NotSerializableException if the handle has something that is not stored: values of its path, changes to
     *     its settings, or a URL that may contain a secret
     */
    static PassivatedHandle of(SharedStream stream) throws NotSerializableException {
        if (stream.hasPathValues()) {
            throw notStored(stream, "values were given for its path, which are not stored");
        }
        if (stream.opened() == Opened.WITH_CHANGES) {
            throw notStored(stream, "settings were changed with its builder, which are not stored");
        }
        boolean configured = stream.opened() == Opened.BY_KEY;
        String stored = StoredKey.of(stream.key());
        if (!configured && StoredKey.isDigest(stored)) {
            throw notStored(stream, "its URL is long or may have a secret, so it is not stored");
        }
        return new PassivatedHandle(stored, configured);
    }

    private static NotSerializableException notStored(SharedStream stream, String reason) {
        return new NotSerializableException(stream.name() + ": " + reason
                + "; close the source before its bean is passivated, and open it again afterwards");
    }

    private Object readResolve() {
        return configured
                ? CDI.current().select(EventSources.class).get().get(key)
                : CDI.current().select(Streams.class).get().plain(URI.create(key));
    }
}
