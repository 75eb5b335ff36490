package org.eventsource.cdi.extension.streams;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.eventsource.EventSource;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.StreamState;
import org.eventsource.cdi.extension.model.StreamName;
import org.eventsource.cdi.extension.observers.StreamDispatcher;
import org.eventsource.impl.cursor.Cursor;
import org.eventsource.spi.ForeignText;

/** Implements {@link EventSources} for the application. */
public final class StreamSources implements EventSources {

    private final Streams streams;
    private final StreamDispatcher dispatcher;

    public StreamSources(Streams streams, StreamDispatcher dispatcher) {
        this.streams = streams;
        this.dispatcher = dispatcher;
    }

    @Override
    public EventSource get(String key) {
        return streams.isProvided(requireNonNull(key, "key")) ? dispatcher.provided(key) : streams.handle(key);
    }

    @Override
    public EventSource.Builder builder(String key) {
        return streams.builder(notProvided(key));
    }

    @Override
    public EventSource open(String url) {
        return streams.open(parsed(requireNonNull(url, "url")));
    }

    /**
     * Parses a URL. The message of the exception does not quote it: it may contain a password, which cannot be
     * separated from the rest.
     */
    private static URI parsed(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "url: cannot be parsed: " + e.getReason() + (e.getIndex() < 0 ? "" : " at index " + e.getIndex()));
        }
    }

    @Override
    public void reopen(String key) {
        streams.reopen(notProvided(key));
    }

    @Override
    public void pause(String key) {
        streams.pause(notProvided(key), true);
    }

    @Override
    public void resume(String key) {
        streams.pause(notProvided(key), false);
    }

    @Override
    public Optional<String> cursor(String key) {
        return streams.cursor(notProvided(key));
    }

    @Override
    public void cursor(String key, String lastEventId) {
        if (lastEventId.isEmpty() || lastEventId.length() > Cursor.LONGEST_ID) {
            throw new IllegalArgumentException("lastEventId: %d characters, allowed are 1 to %d"
                    .formatted(lastEventId.length(), Cursor.LONGEST_ID));
        }
        if (lastEventId.chars().anyMatch(StreamSources::isNoPartOfAnId)) {
            throw new IllegalArgumentException(
                    "lastEventId: a line break or a NUL, which no server can have sent as a part of an id: "
                            + ForeignText.of(lastEventId));
        }
        streams.moveCursor(notProvided(key), lastEventId);
    }

    private static boolean isNoPartOfAnId(int character) {
        return character == '\n' || character == '\r' || character == 0;
    }

    private String notProvided(String key) {
        if (streams.isProvided(requireNonNull(key, "key"))) {
            throw new IllegalArgumentException("key: the application has a bean of its own for " + StreamName.of(key));
        }
        return key;
    }

    @Override
    public List<StreamState> streams() {
        return streams.streams().stream().map(SharedStream::state).toList();
    }
}
