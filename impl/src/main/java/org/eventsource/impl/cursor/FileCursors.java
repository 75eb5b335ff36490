package org.eventsource.impl.cursor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eventsource.cursor.CursorStore;

/**
 * A file for each cursor. A file is open and locked from the first call for its cursor until {@link #release} or
 * {@link #close}, or until the garbage collector removes the store. Safe for use by many threads.
 */
public final class FileCursors implements CursorStore, AutoCloseable {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_ID = 1_000;

    private final Path directory;
    private final Map<String, CursorFile> files = new ConcurrentHashMap<>();

    /** @param directory in the default file system; is created when a cursor is used */
    public FileCursors(Path directory) {
        this.directory = directory.toFile().toPath().toAbsolutePath();
    }

    @Override
    public Optional<String> load(String stream) throws IOException {
        return file(stream).load();
    }

    @Override
    public void save(String stream, String lastEventId) throws IOException {
        check("the id", lastEventId, LONGEST_ID);
        file(stream).save(lastEventId);
    }

    private CursorFile file(String cursor) {
        check("the name of the cursor", cursor, LONGEST_NAME);
        return files.computeIfAbsent(cursor, name -> new CursorFile(directory, name));
    }

    private static void check(String what, String text, int longest) {
        if (text.isEmpty() || text.length() > longest) {
            throw new IllegalArgumentException(
                    "%s has %d characters, allowed are 1 to %d".formatted(what, text.length(), longest));
        }
    }

    /** The stream has ended: closes the file of its cursor. A later call opens it again. */
    public void release(String stream) throws IOException {
        CursorFile file = files.get(stream);
        if (file != null) {
            file.close();
        }
    }

    /** Closes all files. A later call opens its file again. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (CursorFile file : files.values()) {
            try {
                file.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
