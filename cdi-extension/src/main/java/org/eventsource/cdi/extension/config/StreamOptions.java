package org.eventsource.cdi.extension.config;

/**
 * How a stream is connected to an application's beans.
 *
 * @param shared whether its handles have one connection together
 * @param requestContext whether each message has a request context
 * @param closeOnFailure whether a failure of an observer ends it
 * @param skipEmpty whether payload observers are not called for messages without data
 */
public record StreamOptions(boolean shared, boolean requestContext, boolean closeOnFailure, boolean skipEmpty) {

    public static final StreamOptions DEFAULT = new StreamOptions(true, true, false, false);
}
