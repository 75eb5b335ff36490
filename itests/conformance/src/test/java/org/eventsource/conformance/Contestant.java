package org.eventsource.conformance;

import java.util.List;
import java.util.Set;

/** One who has an {@code EventSource}. */
interface Contestant {

    /** The head of its column in the table. */
    String title();

    /** The names by which a case may except it. */
    Set<String> traits();

    /** What the servers have to send along for it. */
    default List<String> responseHeaders() {
        return List.of();
    }

    /** Opens a source at the stage's URL and reports what it receives to the witness. */
    Source open(Case play, Stage stage, Witness witness) throws Exception;

    /** What can be done with a source, wherever it is. */
    interface Source extends AutoCloseable {

        String readyState() throws Exception;

        /** {@code close()} of the source, which stays to be asked. */
        void closeSource() throws Exception;

        /** Nobody needs the source any more. */
        @Override
        void close() throws Exception;
    }
}
