package org.eventsource.impl.rest;

/** Gives up the client of an exchange. Either may be called again. */
interface Abandonment {

    /** Where other sources can be using the client. */
    Abandonment NONE = new Abandonment() {
        @Override
        public void begin() {}

        @Override
        public void finish() {}
    };

    /** From now on no exchange takes this client; never blocks. */
    void begin();

    /** Closes the client; may block. */
    void finish();
}
