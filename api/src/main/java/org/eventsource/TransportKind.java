package org.eventsource;

/** The HTTP client of a source. */
public enum TransportKind {
    /**
     * {@link #REST} if the application set a client, or if streams are read on virtual threads and there is a Jakarta
     * REST client. Otherwise {@link #JDK}.
     */
    AUTO,
    /** A Jakarta REST client: the application's client, or one that this library creates. */
    REST,
    /**
     * {@code java.net.http.HttpClient}. An idle stream needs no thread. A close ends the connection promptly on every
     * version of Java.
     */
    JDK
}
