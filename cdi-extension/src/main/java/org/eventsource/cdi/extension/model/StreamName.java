package org.eventsource.cdi.extension.model;

import java.net.URI;
import org.eventsource.impl.transport.Origin;
import org.eventsource.impl.transport.Shown;

/** Names a stream in messages, without secrets that its key or its URL may contain. */
public final class StreamName {

    private StreamName() {}

    public static String of(String key) {
        return key.isEmpty() ? "the default stream" : "stream \"" + Shown.of(key) + "\"";
    }

    public static String of(String key, URI url) {
        return key.contains("://")
                ? "the stream from " + Shown.of(Origin.withPath(url))
                : of(key) + " (" + Shown.of(Origin.withPath(url)) + ")";
    }
}
