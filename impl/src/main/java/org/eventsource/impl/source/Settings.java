package org.eventsource.impl.source;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.eventsource.Redirects;

/**
 * The settings of one source.
 *
 * @param reconnectOn the statuses that are retried
 * @param reconnectWhenAsked the statuses that are retried if the response has {@code Retry-After}
 * @param connectTimeout zero: none
 * @param idleTimeout zero: none
 * @param maxBody how many bytes of the body of a response that is not a stream are read; zero: none
 * @param startupGrace for how long after the first attempt, and after the loss of a connection that worked, the server
 *     may be about to deploy the stream; zero: no such time
 * @param reopenAfter the longest time until a source that a response closed is opened again; zero: it stays closed
 */
public record Settings(
        URI url,
        boolean withCredentials,
        Duration reconnectionTime,
        Duration maxReconnectionTime,
        Set<Integer> reconnectOn,
        Set<Integer> reconnectWhenAsked,
        Duration connectTimeout,
        Duration idleTimeout,
        Duration startupGrace,
        Duration reopenAfter,
        int maxEventSize,
        int maxBody,
        String lastEventId,
        Redirects redirects,
        RequestSettings request,
        LogSettings log) {}
