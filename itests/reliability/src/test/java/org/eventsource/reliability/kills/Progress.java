package org.eventsource.reliability.kills;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/** Where a process is and how far it is, in memory that another process reads, also when this one was killed. */
final class Progress {

    private static final int PLACE = 0;
    private static final int HANDLED = 8;
    private static final int ROLLED_BACK = 16;
    private static final int TURN = 24;
    private static final int SIZE = 32;

    private final MappedByteBuffer memory;

    /** The message that is being handled, in this process. */
    private volatile int current;

    Progress(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            memory = channel.map(MapMode.READ_WRITE, 0, SIZE);
        }
    }

    void at(Place place) {
        memory.put(PLACE, (byte) place.ordinal());
    }

    Place place() {
        return Place.values()[memory.get(PLACE)];
    }

    void handling(int number) {
        at(Place.HANDLING);
        current = number;
    }

    int current() {
        return current;
    }

    /** The current message is handled. */
    void handled() {
        memory.putLong(HANDLED, current);
    }

    /** Returns the number of the last message that was handled. */
    long lastHandled() {
        return memory.getLong(HANDLED);
    }

    /** Lets the process with that number go on, which has started and waits. */
    void turn(long number) {
        memory.putLong(TURN, number);
    }

    /** Waits until it is the turn of this process, so that another one can be there until then. */
    void awaitTurn() {
        long own = Long.getLong("kills.turn", 0);
        while (memory.getLong(TURN) < own) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    void rolledBack() {
        memory.putLong(ROLLED_BACK, rollBacks() + 1);
    }

    long rollBacks() {
        return memory.getLong(ROLLED_BACK);
    }
}
