package org.eventsource.impl.source;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import org.eventsource.MessageEvent;
import org.eventsource.Redirects;
import org.eventsource.impl.cursor.CursorUse;
import org.eventsource.impl.cursor.MessageHandler;
import org.eventsource.impl.state.ReconnectionSettings;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one source, without defaults. {@code SourceBuilder} has the defaults, and in CDI {@code Setting} in
 * the package {@code org.eventsource.cdi.extension.config}. {@code BuilderDefaultsTest} compares them.
 *
 * @param reconnectOn the statuses that are retried
 * @param reconnectWhenAsked the statuses that are retried if the response has {@code Retry-After}
 * @param connectTimeout zero: none
 * @param idleTimeout zero: none
 * @param maxBody how many bytes of the body of a response that is not a stream are read; zero: none
 * @param startupGrace how long a server may take to deploy the stream; zero: no such time. The time begins at the first
 *     attempt, and again when a connection that worked is lost
 * @param closeOn accepts the last message: after its delivery the source is closed
 * @param cursor null: the source has none
 * @param handler handles messages instead of the listeners; null: the listeners do
 * @param monitor is notified of attempts, openings and reads
 */
public record Settings(
        URI url,
        boolean withCredentials,
        ReconnectionSettings reconnection,
        Set<Integer> reconnectOn,
        Set<Integer> reconnectWhenAsked,
        Duration connectTimeout,
        Duration idleTimeout,
        Duration startupGrace,
        int maxEventSize,
        int maxBody,
        String lastEventId,
        Redirects redirects,
        RequestSettings request,
        Predicate<? super MessageEvent> closeOn,
        @Nullable CursorUse cursor,
        MessageHandler.@Nullable Factory handler,
        LogSettings log,
        ConnectionMonitor monitor) {}
