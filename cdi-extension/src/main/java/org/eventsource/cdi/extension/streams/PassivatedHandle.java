package org.eventsource.cdi.extension.streams;

import jakarta.enterprise.inject.spi.CDI;
import java.io.NotSerializableException;
import java.io.Serializable;
import org.eventsource.cdi.EventSources;

/**
 * A stored handle of a passivated bean. It is restored as a handle that is not attached.
 *
 * @param key as {@link StoredKey} encodes it; the URL, headers, event ids and listeners are not stored
 */
record PassivatedHandle(String key) implements Serializable {

    /**
     * Returns the object that is stored for a handle on a stream.
     *
     * @throws NotSerializableException if the path of the stream has values, because the key does not contain them
     */
    static PassivatedHandle of(SharedStream stream) throws NotSerializableException {
        if (stream.hasPathValues()) {
            throw new NotSerializableException(stream.name()
                    + ": values were given for its path, which are not stored;"
                    + " close the source before its bean is passivated, and open it again afterwards");
        }
        return new PassivatedHandle(StoredKey.of(stream.key()));
    }

    private Object readResolve() {
        return CDI.current().select(EventSources.class).get().get(key);
    }
}
