package org.eventsource.reliability.kills;

/** What a wrong library would do. The judge has to find each one. */
enum Sabotage {
    NONE,
    /** The cursor moves before the observers are called. */
    SAVE_FIRST,
    /** A save does not compare the version. */
    IGNORE_VERSION,
    /** After a commit that threw an exception, the message is handled again immediately. */
    RETRY_COMMIT,
    /** The first message of each connection is dropped. */
    DROP_FIRST;

    static Sabotage current() {
        return valueOf(System.getProperty("kills.sabotage", NONE.name()));
    }
}
