package org.eventsource.cdi.extension;

import jakarta.enterprise.inject.spi.CDI;
import java.io.Serializable;
import org.eventsource.EventSource;
import org.eventsource.cdi.Stream;

/** A handle in the store of a passivated bean; comes back as one that is not attached. */
record PassivatedHandle(String key) implements Serializable {

    private Object readResolve() {
        return CDI.current().select(EventSource.class, Stream.Literal.of(key)).get();
    }
}
