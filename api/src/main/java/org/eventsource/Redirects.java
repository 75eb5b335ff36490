package org.eventsource;

/** The redirects that a source follows. A redirect from https to http is never followed. */
public enum Redirects {
    /** No redirects. */
    NEVER,
    /** Redirects to the scheme, host and port of the request. */
    SAME_ORIGIN,
    /** All redirects, at most 20 in a row. The application's headers are not sent to another origin. */
    ALWAYS
}
