package org.eventsource.demo;

import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;

/** What becomes of a stream's events: a tape of lines, as they come. */
interface Tape {

    void opened(OpenEvent open);

    void received(MessageEvent message);

    void failed(ErrorEvent error);

    /** It is over: sums up. */
    void end();
}
