package org.eventsource.itests.support;

import java.time.Duration;

/** How long a test waits for what must happen: long enough for a busy machine, short enough to see a hang. */
public final class Patience {

    public static final Duration LIMIT = Duration.ofSeconds(30);

    private Patience() {}
}
