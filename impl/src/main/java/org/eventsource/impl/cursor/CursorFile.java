package org.eventsource.impl.cursor;

import static java.lang.System.Logger.Level.WARNING;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * The file of one cursor. It has two records. Each save overwrites the older one, so that a write that is torn leaves
 * the newer one. The file is locked from the first call until {@link #close}. Safe for use by many threads.
 *
 * <p>There are two locks. A process loses all its locks on a file when it closes the file, even if it has opened the
 * file twice. So another user in this process must not open the locked file. It opens a second file, the guard, whose
 * lock is noticed within a process. If that releases the lock of the guard for other processes, they fail at the lock
 * of the file itself.
 */
final class CursorFile {

    private static final System.Logger LOGGER = System.getLogger(CursorFile.class.getPackageName());

    /** Each write is on the disk when it returns. Unlike a channel, such a file survives an interrupt of its thread. */
    private static final String DURABLE = "rwd";

    private final String cursor;
    private final Path directory;
    private final Path path;
    private @Nullable Opened opened;

    /** The open file, with what it contains. */
    private static final class Opened {

        private final RandomAccessFile guard;
        private final RandomAccessFile file;
        private CursorRecord newest;
        /** 0 or 1: where the newest record is. */
        private int place;
        /** An id whose save failed: it may be on the disk or not. */
        private @Nullable String uncertain;

        private Opened(RandomAccessFile guard, RandomAccessFile file, CursorRecord newest, int place) {
            this.guard = guard;
            this.file = file;
            this.newest = newest;
            this.place = place;
        }

        /** A failed write is repeated in its place: the other record is the only one that is certainly on the disk. */
        private void write(String id) throws IOException {
            uncertain = id;
            CursorRecord next = new CursorRecord(newest.sequence() + 1, newest.cursor(), id);
            file.seek((1 - place) * (long) CursorRecord.SIZE);
            file.write(next.bytes());
            newest = next;
            place = 1 - place;
            uncertain = null;
        }
    }

    CursorFile(Path directory, String cursor) {
        this.cursor = cursor;
        this.directory = directory;
        this.path = directory.resolve(CursorFileName.of(cursor));
    }

    synchronized Optional<String> load() throws IOException {
        Opened current = opened();
        String uncertain = current.uncertain;
        if (uncertain != null) {
            current.write(uncertain);
        }
        return Optional.ofNullable(current.newest.id());
    }

    synchronized void save(String id) throws IOException {
        opened().write(id);
    }

    /** Releases the file. The next call opens it again. */
    synchronized void close() throws IOException {
        Opened current = opened;
        opened = null;
        if (current != null) {
            try {
                current.file.close();
            } finally {
                current.guard.close();
            }
        }
    }

    private Opened opened() throws IOException {
        Opened current = opened;
        if (current == null) {
            current = open();
            opened = current;
        }
        return current;
    }

    private Opened open() throws IOException {
        OwnersFiles.createDirectory(directory);
        RandomAccessFile guard = locked(path.resolveSibling(path.getFileName() + ".lock"));
        try {
            if (Files.notExists(path)) {
                create();
            }
            RandomAccessFile file = locked(path);
            try {
                return read(guard, file);
            } catch (IOException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            guard.close();
            throw e;
        }
    }

    /** Opens a file, and locks it until it is closed. */
    private RandomAccessFile locked(Path lockable) throws IOException {
        OwnersFiles.createFile(lockable);
        RandomAccessFile file = new RandomAccessFile(lockable.toFile(), DURABLE);
        try {
            if (file.getChannel().tryLock() != null) {
                return file;
            }
        } catch (OverlappingFileLockException e) {
            // Another part of this process has the lock.
        } catch (IOException e) {
            file.close();
            throw e;
        }
        file.close();
        throw new IOException("another process, or another store of this process, uses the cursor file " + path);
    }

    /** The file appears with both records, or not at all. So a file without a record is damaged. */
    private void create() throws IOException {
        Path unfinished = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        OwnersFiles.createFile(unfinished);
        try (RandomAccessFile file = new RandomAccessFile(unfinished.toFile(), DURABLE)) {
            file.write(new CursorRecord(0, cursor, null).bytes());
            file.write(new CursorRecord(1, cursor, null).bytes());
        }
        Files.move(unfinished, path, ATOMIC_MOVE);
        OwnersFiles.forceDirectory(directory);
    }

    private Opened read(RandomAccessFile guard, RandomAccessFile file) throws IOException {
        byte[] content = new byte[(int) Math.min(file.length(), 2L * CursorRecord.SIZE)];
        file.readFully(content);
        CursorRecord first = CursorRecord.read(content, 0);
        CursorRecord second = CursorRecord.read(content, CursorRecord.SIZE);
        if (first != null && second != null && Math.abs(first.sequence() - second.sequence()) != 1) {
            throw damaged();
        }
        boolean isSecondNewest = second != null && (first == null || second.sequence() > first.sequence());
        CursorRecord newest = isSecondNewest ? second : first;
        if (newest == null) {
            throw damaged();
        }
        if (!newest.cursor().equals(cursor)) {
            throw new IOException("the cursor file is of the cursor %s, not of %s: %s"
                    .formatted(ForeignText.of(newest.cursor()), ForeignText.of(cursor), path));
        }
        if (first == null || second == null) {
            LOGGER.log(
                    WARNING,
                    "one of two records in the cursor file is damaged, as after a power failure; the last message may be"
                            + " handled again: " + path);
        }
        return new Opened(guard, file, newest, isSecondNewest ? 1 : 0);
    }

    private IOException damaged() {
        return new IOException(
                "the cursor file is damaged; restore it, or delete it to start as if nothing was handled: " + path);
    }
}
