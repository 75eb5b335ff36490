package org.eventsource.cdi.extension.streams;

import java.util.function.Supplier;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.extension.threads.Gate;
import org.eventsource.impl.cursor.Cursor;
import org.eventsource.impl.cursor.MessageHandler;
import org.eventsource.impl.cursor.Outcome;
import org.eventsource.impl.cursor.Saves;
import org.jspecify.annotations.Nullable;

/** Passes each message of one connection to its handle, and moves the cursor when the listeners have returned. */
final class ListenedMessages implements MessageHandler {

    private final Saves saves;
    private final StreamConnection connection;
    private final Gate gate;

    /** @param gate allows calls into the application; a stop waits for the save, too */
    ListenedMessages(Cursor cursor, StreamConnection connection, Gate gate) {
        this.saves = new Saves(cursor);
        this.connection = connection;
        this.gate = gate;
    }

    @Override
    public Outcome handle(MessageEvent message, @Nullable String position) {
        return inGate(() -> {
            Outcome listened = connection.deliver(message);
            return listened == Outcome.DONE && position != null ? saves.save(position) : listened;
        });
    }

    @Override
    public Outcome move(String position) {
        return inGate(() -> saves.save(position));
    }

    @Override
    public Outcome again() {
        return inGate(saves::again);
    }

    private Outcome inGate(Supplier<Outcome> call) {
        Outcome[] outcome = {Outcome.STOPPED};
        gate.run(() -> outcome[0] = call.get());
        return outcome[0];
    }
}
