package org.eventsource.cdi.extension;

import jakarta.enterprise.inject.spi.CDI;
import java.io.Serializable;
import org.eventsource.cdi.EventSources;

/** A handle in the store of a passivated bean; comes back as one that is not attached. */
record PassivatedHandle(String key) implements Serializable {

    private Object readResolve() {
        return CDI.current().select(EventSources.class).get().get(key);
    }
}
