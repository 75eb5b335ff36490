package org.eventsource.impl.source;

import java.net.URI;
import org.eventsource.Event;
import org.eventsource.ReadyState;
import org.eventsource.impl.dispatch.Listeners;
import org.eventsource.impl.dispatch.ListeningSource;
import org.eventsource.impl.transport.Origin;
import org.eventsource.spi.ForeignText;

/** The source that an application uses: a connection and its listeners. */
public final class HttpEventSource extends ListeningSource {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    private final Settings settings;
    private final Connection connection;

    private HttpEventSource(Settings settings, Listeners listeners, MessageSink sink, Ports ports, Runnable release) {
        super(listeners.copy((event, failure, reports) -> reports.log(
                LOGGER,
                "%s: a listener failed at an event of type \"%s\"; the stream goes on"
                        .formatted(settings.log().name(), ForeignText.of(event.type())),
                failure)));
        this.settings = settings;
        LastMessage closeOn = new LastMessage(settings.log().name(), settings.closeOn());
        EventOutlet outlet = new EventOutlet(this, listeners(), ports.timer(), closeOn, sink);
        this.connection = new Connection(settings, ports, outlet, () -> {
            try {
                if (isInTurn()) {
                    sink.onReadEnd();
                }
                sink.onClosed();
            } finally {
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
        return new HttpEventSource(settings, listeners, sink, ports, release);
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

    /** Opens the source immediately if a response closed it for a time. Otherwise does nothing. */
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
