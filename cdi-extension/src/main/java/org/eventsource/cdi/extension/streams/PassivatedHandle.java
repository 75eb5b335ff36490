package org.eventsource.cdi.extension.streams;

import jakarta.enterprise.inject.spi.CDI;
import java.io.NotSerializableException;
import java.io.Serializable;
import org.eventsource.cdi.EventSources;

/**
 * A handle in the store of a passivated bean; comes back as one that is not attached.
 *
 * @param key as {@link StoredKey} has it; neither the URL nor a header, an event id or a listener is stored
 */
record PassivatedHandle(String key) implements Serializable {

    /**
     * What is stored of a handle on a stream.
     *
     * @throws NotSerializableException if the path of the stream has values, which no key holds
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
