package org.eventsource.impl;

import java.net.URI;
import org.eventsource.EventSource;
import org.eventsource.spi.EventSourceProvider;

/** Provides the sources that are opened outside CDI. */
public final class DefaultEventSourceProvider implements EventSourceProvider {

    private static final SharedResources RESOURCES = new SharedResources(Threads.own());

    @Override
    public EventSource.Builder builder(URI url) {
        return RESOURCES.builder(url);
    }
}
