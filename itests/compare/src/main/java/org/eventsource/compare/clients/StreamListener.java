package org.eventsource.compare.clients;

import org.jspecify.annotations.Nullable;

/** What an application does with a stream. */
public interface StreamListener {

    /**
     * Is called for each event.
     *
     * @param id null if the client reports none
     * @param data null or empty if the event has no data, such as a comment; such events are ignored
     */
    void onEvent(@Nullable String id, @Nullable String data);

    /** Is called for each failure that the client reports. */
    void onFailure(Throwable failure);
}
