package org.eventsource.cursor;

import java.nio.file.Path;
import java.util.Optional;
import org.eventsource.EventSource;
import org.eventsource.spi.EventSourceProvider;

/**
 * Keeps cursors. A cursor is the id of the last message of a stream that was handled. It is stored outside the process,
 * so that the next process goes on after that message.
 *
 * <p>An application may implement this interface. Both methods may block. They are called on threads that run code of
 * the application, for one stream by one thread at a time, and for different streams at the same time.
 */
public interface CursorStore {

    /**
     * Returns the cursor of a stream. Called before each connection.
     *
     * @param stream the name of the cursor, as in {@link EventSource.Builder#cursor}
     * @return empty if the stream has no cursor yet. Otherwise the id that was saved last
     * @throws Exception if the store does not answer. The stream then does not connect, and the attempt is repeated
     */
    Optional<String> load(String stream) throws Exception;

    /**
     * Moves the cursor of a stream: all messages up to this id are handled. If the caller has a transaction, the change
     * must belong to it: after a roll-back the store has the id from before. A store that keeps the new id loses
     * messages, because their effects are rolled back. So it is for streams without transactions only. Without a
     * transaction of the caller the change is durable when this returns.
     *
     * @param stream the name of the cursor, as in {@link EventSource.Builder#cursor}
     * @param lastEventId from 1 to 1,000 characters
     * @throws CursorConflictException if another process has moved the cursor since this object last loaded or saved
     *     it. A store that cannot know this does not throw it
     * @throws Exception if the store does not answer, or if it is not certain that the id is saved
     */
    void save(String stream, String lastEventId) throws Exception;

    /**
     * Sets the cursor of a stream by hand, to any id, also if another process has moved it. A process that reads the
     * stream at the same time does not overwrite the id if the store can prevent it. Unless a store needs more, this
     * loads the cursor and saves the id.
     *
     * @param stream the name of the cursor, as in {@link EventSource.Builder#cursor}
     * @param lastEventId from 1 to 1,000 characters
     * @throws Exception if the store does not answer, or if it is not certain that the id is saved
     */
    default void reset(String stream, String lastEventId) throws Exception {
        load(stream);
        save(stream, lastEventId);
    }

    /**
     * Returns a store with a file for each stream. An id that was saved is on the disk. A crash while an id is saved
     * leaves that id or the one before. One process at a time may use a file: in a second one {@link #load} throws an
     * exception.
     *
     * @param directory is created if it is absent. New files and directories are readable and writable only by their
     *     owner, where the file system knows owners
     * @throws IllegalStateException if no implementation is on the class path
     */
    static CursorStore file(Path directory) {
        return EventSourceProvider.find().fileCursors(directory);
    }
}
