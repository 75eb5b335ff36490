package org.eventsource.parser;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Takes what the blocks of a stream consist of, before the rules of dispatch: also those without data. */
interface BlockSink {

    /** Whether {@link #comment} is to be called; asked once. */
    boolean wantsComments();

    void comment(String comment);

    void retry(Duration time);

    /** A blank line: the fields of the block that it ends, null where it had none. */
    void block(@Nullable String type, @Nullable String data, @Nullable String id);
}
