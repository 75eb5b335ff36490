package org.eventsource;

/** Which redirects a source follows. A redirect from https to http is never followed. */
public enum Redirects {
    /** None. */
    NEVER,
    /** Those to the scheme, host and port that were asked. */
    SAME_ORIGIN,
    /** All, at most 20 in a row. Headers of the application do not go along to another origin. */
    ALWAYS
}
