package org.eventsource.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eventsource.EventSource;

/** What an application may set with us, and cannot in a browser. */
record ClientSettings(
        String lastEventId,
        Map<String, String> headers,
        List<Integer> reconnectOn,
        Optional<Integer> maxEventSize,
        Optional<Duration> connectTimeout,
        Optional<Duration> idleTimeout) {

    void applyTo(EventSource.Builder builder) {
        builder.lastEventId(lastEventId);
        headers.forEach(builder::header);
        builder.reconnectOn(reconnectOn.stream().mapToInt(Integer::intValue).toArray());
        maxEventSize.ifPresent(builder::maxEventSize);
        connectTimeout.ifPresent(builder::connectTimeout);
        idleTimeout.ifPresent(builder::idleTimeout);
    }
}
