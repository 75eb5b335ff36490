package org.eventsource;

/** The kind of an {@link ErrorEvent}: what failed. Later versions may add constants, so a switch needs a default. */
public enum ErrorKind {
    /** The server ended the response in an orderly way. */
    END,
    /** The connection broke off. If the length of the response is known, an end before that length is of this kind. */
    LOST,
    /** The server did not accept the connection. */
    REFUSED,
    /** No address is known for the name of the server. */
    UNKNOWN_HOST,
    /** There is no secure connection, for example because the certificate is not trusted. */
    TLS,
    /** The proxy is unknown, did not accept the connection, or refused to connect to the server. */
    PROXY,
    /** There was no response within {@link EventSource.Builder#connectTimeout}. */
    TIMEOUT,
    /** The open stream sent nothing for {@link EventSource.Builder#idleTimeout}. */
    IDLE,
    /** The server, or the proxy with 407, answered with a status that is no stream. */
    STATUS,
    /** The server answered with content that is no stream, or that this client does not decode. */
    CONTENT,
    /** The server redirected to where the source does not follow. */
    REDIRECT,
    /** An event was larger than {@link EventSource.Builder#maxEventSize}. */
    TOO_LARGE,
    /** A part of the request failed that the application supplies, such as a header. */
    REQUEST,
    /** The HTTP client failed, for example because the application closed it. */
    CLIENT,
    /** The executor of the application rejected a task. */
    EXECUTOR,
    /** A listener, or the library, failed in a way that ends the source, such as an {@link OutOfMemoryError}. */
    LISTENER,
    /** An observer failed, and the setting {@code on-failure} is {@code close}. */
    OBSERVER,
    /** The store of the last event id failed. */
    CURSOR,
    /** The lease that allows this process to read the stream was lost. */
    LEASE
}
