package org.eventsource.cdi.extension;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.cdi.Stream;

/** Records the open events, the data and the errors of the stream {@code prices}. */
@ApplicationScoped
class RecordedPrices {

    void open(@Observes @Stream("prices") OpenEvent open, Recorder recorder) {
        recorder.record(open);
    }

    void message(@Observes @Stream("prices") MessageEvent message, Recorder recorder) {
        recorder.record(message.data());
    }

    void error(@Observes @Stream("prices") ErrorEvent error, Recorder recorder) {
        recorder.record(error);
    }
}
