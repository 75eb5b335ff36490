package org.eventsource.spi;

import java.net.URI;
import java.util.Optional;
import org.eventsource.cursor.CursorStore;

/**
 * A kind of cursor that an artifact adds to the setting {@code cursor}, such as {@code jdbc}. It is a CDI bean. Its
 * methods may be called by any thread.
 */
public interface CursorKind {

    /** Returns the value of the setting {@code cursor} that selects this kind. */
    String name();

    /**
     * Creates the store of one stream. Called once for each stream, before it connects, and after the container has
     * started all beans.
     *
     * @throws IllegalArgumentException if a setting is missing or invalid, or if the store would have to take part in
     *     transactions and cannot. The message begins with the name of the setting
     */
    CursorStore create(Settings settings);

    /** The settings of one stream. */
    interface Settings {

        /** Returns the name of the cursor in the store. */
        String name();

        /** Returns the URL of the stream. It may contain secrets in its user info and in its query. */
        URI url();

        /** Returns the value of a setting of the stream, such as {@code data-source}; empty if it is not set. */
        Optional<String> setting(String name);

        /**
         * Returns whether {@link CursorStore#save} is called in a transaction of {@link Transactions}. The change has
         * to belong to it: after a roll-back the store must have the id from before.
         */
        boolean inTransaction();
    }
}
