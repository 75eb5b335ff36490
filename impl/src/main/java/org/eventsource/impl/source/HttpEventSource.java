package org.eventsource.impl.source;

import static java.lang.System.Logger.Level.WARNING;

import java.net.URI;
import org.eventsource.Event;
import org.eventsource.ReadyState;
import org.eventsource.impl.dispatch.Listeners;
import org.eventsource.impl.dispatch.ListeningSource;
import org.eventsource.impl.transport.Origin;
import org.eventsource.spi.ForeignText;

/** The application's view of a connection. */
public final class HttpEventSource extends ListeningSource {

    private static final System.Logger LOGGER = System.getLogger(HttpEventSource.class.getPackageName());

    private final Settings settings;
    private final Connection connection;

    private HttpEventSource(Settings settings, Listeners listeners, Ports ports, Runnable release) {
        super(listeners.copy((event, failure) -> logFailure(settings, event, failure)));
        this.settings = settings;
        this.connection = new Connection(settings, ports, new EventOutlet(this, listeners(), ports.timer()), release);
    }

    /**
     * A source that is to be {@linkplain #start started}.
     *
     * @param listeners are copied
     * @param release called once when the source needs its ports no more; not called for a source that was not started
     */
    public static HttpEventSource of(Settings settings, Listeners listeners, Ports ports, Runnable release) {
        return new HttpEventSource(settings, listeners, ports, release);
    }

    /** Connects, and returns at once. Whatever fails is an event. */
    public void start() {
        connection.start();
    }

    private static void logFailure(Settings settings, Event event, Throwable failure) {
        LOGGER.log(
                WARNING,
                "A listener of %s failed at an event of type \"%s\"; the stream goes on"
                        .formatted(Origin.withPath(settings.url()), ForeignText.of(event.type())),
                failure);
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
        connection.actInTurn(() -> listeners().dispatch(dispatched));
        return true;
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
