package org.eventsource.cdi.extension;

import java.net.URI;
import org.eventsource.impl.transport.Origin;

/** A stream, for people. */
final class StreamName {

    private StreamName() {}

    static String of(String key) {
        return key.isEmpty() ? "the default stream" : "stream \"" + key + "\"";
    }

    /** Without what may be secret in the URL, which the key may be. */
    static String of(String key, URI url) {
        return key.contains("://")
                ? "the stream from " + Origin.withPath(url)
                : of(key) + " (" + Origin.withPath(url) + ")";
    }
}
