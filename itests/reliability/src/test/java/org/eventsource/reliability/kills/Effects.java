package org.eventsource.reliability.kills;

/** What the application does for a message. */
interface Effects {

    /** A message was handled. */
    void handle(int number) throws Exception;

    /** A message cannot be handled. */
    void bury(int number) throws Exception;
}
