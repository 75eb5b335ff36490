package org.eventsource.impl.cursor;

import java.time.Duration;
import org.eventsource.impl.state.Failure;

/** What follows after a try to handle a message. */
public sealed interface Outcome {

    /** It is handled. */
    Outcome DONE = new Done();

    /** The source is paused or closed. */
    Outcome HELD = new Held();

    /** The source is being closed. */
    Outcome STOPPED = new Stopped();

    /** It is handled, and the next one may be delivered. */
    record Done() implements Outcome {}

    /** It is not handled. {@link MessageHandler#again} is called after a time, and nothing else is delivered before. */
    record Again(Duration delay) implements Outcome {}

    /** It is not handled. {@link MessageHandler#again} is called when the source is no longer paused. */
    record Held() implements Outcome {}

    /** It is not handled, and nothing is delivered any more: the source is being closed. */
    record Stopped() implements Outcome {}

    /** It is not handled. The connection ends, and the next one resumes after the cursor. */
    record Broken(Failure failure) implements Outcome {}

    /** It is not handled. The source is closed, and opened again after a time if it does that. */
    record Ended(Failure failure) implements Outcome {}
}
