package org.eventsource.demo;

import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;

/** Passes each event to two tapes. */
record TwoTapes(Tape first, Tape second) implements Tape {

    @Override
    public void opened(OpenEvent open) {
        first.opened(open);
        second.opened(open);
    }

    @Override
    public void received(MessageEvent message) {
        first.received(message);
        second.received(message);
    }

    @Override
    public void failed(ErrorEvent error) {
        first.failed(error);
        second.failed(error);
    }

    @Override
    public void end() {
        first.end();
        second.end();
    }
}
