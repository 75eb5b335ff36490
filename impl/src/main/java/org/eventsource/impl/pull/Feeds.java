package org.eventsource.impl.pull;

import java.util.function.Function;
import org.eventsource.impl.transport.ApplicationExecutor;

/**
 * Creates a feed for each subscriber.
 *
 * @param create creates a feed, which calls the caller when there are items, and when it is over
 * @param executor calls subscribers
 */
record Feeds<T>(Function<Feed.Caller, Feed<T>> create, ApplicationExecutor executor) {}
