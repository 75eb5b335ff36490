package org.eventsource;

/** What carries a stream. */
public enum TransportKind {
    /**
     * {@link #REST} when the application gave a client or when streams are read on virtual threads and a Jakarta REST
     * client is there, else {@link #JDK}.
     */
    AUTO,
    /** A Jakarta REST client: the application's, or one of ours. */
    REST,
    /** {@code java.net.http.HttpClient}: no thread for an idle stream, prompt close on every Java version. */
    JDK
}
