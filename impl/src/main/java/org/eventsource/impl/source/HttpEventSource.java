package org.eventsource.impl.source;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.eventsource.Event;
import org.eventsource.ReadyState;
import org.eventsource.cursor.CursorConflictException;
import org.eventsource.impl.cursor.Cursor;
import org.eventsource.impl.cursor.CursorUse;
import org.eventsource.impl.cursor.MessageHandler;
import org.eventsource.impl.dispatch.ListenerFailures;
import org.eventsource.impl.dispatch.Listeners;
import org.eventsource.impl.dispatch.ListeningSource;
import org.eventsource.impl.state.Failure;
import org.eventsource.impl.transport.Origin;
import org.eventsource.impl.transport.Transport;
import org.jspecify.annotations.Nullable;

/** The source that an application uses: a connection and its listeners. */
public final class HttpEventSource extends ListeningSource {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    private final Settings settings;
    private final Connection connection;

    /** Null: the source has none. */
    private final @Nullable Cursor cursor;

    /** Null: no message waits until another one is handled. */
    private final @Nullable Handling handling;

    /** Null: nobody takes messages, or there is no cursor. */
    private final @Nullable PulledHandler pulled;

    private HttpEventSource(
            Settings settings,
            Listeners listeners,
            ListenerFailures failures,
            MessageSink sink,
            Ports ports,
            Runnable release) {
        super(listeners.copy(failures));
        this.settings = settings;
        this.cursor = cursor(settings, ports);
        Delivery delivery = message -> {
            // Before the listeners, because one of them may close the source.
            sink.onMessage(message);
            return listeners().dispatch(message);
        };
        this.pulled =
                cursor == null || sink == MessageSink.NONE ? null : new PulledHandler(cursor, delivery, new Settled());
        MessageHandler handler = handler(delivery, failures, ports.timer());
        LastMessage closeOn = new LastMessage(settings.log().name(), settings.closeOn());
        this.handling =
                handler == null ? null : new Handling(cursor, handler, new ConnectionFlow(), ports.timer(), closeOn);
        EventOutlet outlet = new EventOutlet(this, listeners(), ports.timer(), closeOn, sink, handling);
        this.connection = new Connection(settings, ports, outlet, cursor, () -> {
            try {
                if (isInTurn()) {
                    sink.onReadEnd();
                }
                sink.onClosed();
            } finally {
                releaseCursor();
                release.run();
            }
        });
    }

    /**
     * Creates a source. It does not connect before it is {@linkplain #start started}.
     *
     * @param listeners are copied
     * @param release is called once, when the source no longer needs its ports. It is not called for a source that was
     *     not started
     */
    public static HttpEventSource of(Settings settings, Listeners listeners, Ports ports, Runnable release) {
        return of(settings, listeners, MessageSink.NONE, ports, release);
    }

    /**
     * Creates a source. It does not connect before it is {@linkplain #start started}.
     *
     * @param listeners are copied
     * @param sink gets the messages, too
     * @param release is called once, when the source no longer needs its ports. It is not called for a source that was
     *     not started
     */
    public static HttpEventSource of(
            Settings settings, Listeners listeners, MessageSink sink, Ports ports, Runnable release) {
        ListenerFailures failures = new ListenerFailures(LOGGER, settings.log().name());
        return new HttpEventSource(settings, listeners, failures, sink, ports, release);
    }

    private static @Nullable Cursor cursor(Settings settings, Ports ports) {
        CursorUse use = settings.cursor();
        if (use == null) {
            return null;
        }
        String name = settings.log().name();
        Transport transport = ports.transport();
        boolean isInQuery = !settings.request().lastEventIdQuery().isEmpty();
        return new Cursor(
                use,
                name,
                id -> ResumeId.canBeSent(id, transport::sendsExactly, isInQuery),
                ports.timer()::nanoTime,
                LOGGER);
    }

    /** Returns what handles messages one by one; null: nothing waits until a message is handled. */
    private @Nullable MessageHandler handler(Delivery delivery, ListenerFailures failures, Timer timer) {
        if (settings.handler() != null) {
            return settings.handler().create(cursor, new Settled(), this::delivers);
        }
        if (cursor == null) {
            return null;
        }
        return pulled == null ? new ListenerHandler(cursor, delivery, failures, timer) : pulled;
    }

    private boolean delivers() {
        return connection.delivers();
    }

    /** A cursor that was moved after the source was closed is in use again, until this is called. */
    private void releaseIfClosed() {
        if (connection.isClosed()) {
            releaseCursor();
        }
    }

    private void releaseCursor() {
        if (cursor != null) {
            cursor.release();
        }
    }

    /** Returns the cursor; null: there is none. */
    public @Nullable Cursor cursor() {
        return cursor;
    }

    /** Returns whether the cursor waits until the owner of the sink calls {@link #handled}. */
    public boolean waitsForHandled() {
        return pulled != null;
    }

    /** Returns in words what the next message or attempt waits for; empty: for nothing that is to be handled. */
    public Optional<String> waitsFor() {
        return connection.waitsFor();
    }

    /**
     * The application has handled the oldest message that the sink has passed on. Moves the cursor, if there is one.
     * One thread at a time may call this. May block.
     *
     * @return false if the store did not answer. This is then called again
     * @throws CursorConflictException if another process has moved the cursor
     */
    public boolean handled() throws CursorConflictException {
        if (pulled != null && !pulled.handled()) {
            return false;
        }
        releaseIfClosed();
        return true;
    }

    /**
     * Runs a task on this thread when nothing is being delivered, and waits for that.
     *
     * @return false if the source is closed. The task did not run then
     * @throws IllegalStateException if this thread is delivering something of this source
     */
    public boolean runInTurn(Runnable task) {
        if (isInTurn()) {
            throw new IllegalStateException("an observer or listener of the stream itself calls this");
        }
        return connection.runUnlessClosed(task);
    }

    /** Messages that were handled elsewhere are handled now. */
    private final class Settled implements Runnable {
        @Override
        public void run() {
            Handling settling = handling;
            if (settling != null) {
                connection.later(Duration.ZERO, settling::settle);
            }
        }
    }

    private final class ConnectionFlow implements Handling.Flow {
        @Override
        public void later(Duration delay, Runnable task) {
            connection.later(delay, task);
        }

        @Override
        public void tried() {
            releaseIfClosed();
        }

        @Override
        public void goOn() {
            connection.goOn();
        }

        @Override
        public void close() {
            connection.close();
        }

        @Override
        public void breakOff(Failure failure) {
            connection.breakOff(failure);
        }

        @Override
        public void end(Failure failure) {
            connection.end(failure);
        }
    }

    /** Starts to connect and returns immediately. A failure is an event. To be called once. */
    public HttpEventSource start() {
        connection.start();
        return this;
    }

    /** Like {@link #start}, but everything runs on the executor of the source. */
    public void startLater() {
        connection.startLater();
    }

    /** Opens the source immediately if a response closed it for a time and it is not paused. Otherwise does nothing. */
    public void reopen() {
        connection.reopen();
    }

    private boolean isInTurn() {
        return connection.isInTurn();
    }

    /** Returns whether the source is closed for good. */
    public boolean isEnded() {
        return connection.isClosed();
    }

    @Override
    public String lastEventId() {
        return connection.lastEventId();
    }

    @Override
    public URI url() {
        return settings.url();
    }

    @Override
    public boolean withCredentials() {
        return settings.withCredentials();
    }

    @Override
    public ReadyState readyState() {
        return connection.readyState();
    }

    @Override
    public boolean dispatchEvent(Event event) {
        Event dispatched = event.withTarget(this);
        connection.runForCaller(() -> listeners().dispatch(dispatched));
        return true;
    }

    /** The sink wants more, which it did not want before. Never blocks. */
    public void readOn() {
        connection.readOn();
    }

    /**
     * Like {@link #readOn}, but the sink may receive messages on this thread before this returns. For a thread of the
     * application that waits for them. Listeners are called on the executor, except that one which is added meanwhile
     * may receive the messages of one read on this thread.
     */
    public void readOnHere() {
        connection.readOnHere();
    }

    @Override
    public void pause() {
        connection.pause();
    }

    @Override
    public void resume() {
        connection.resume();
    }

    @Override
    public void close() {
        connection.close();
    }

    @Override
    public String toString() {
        return "EventSource[%s, %s]".formatted(Origin.withPath(settings.url()), readyState());
    }
}
