package org.eventsource.impl;

import java.net.URI;
import java.nio.file.Path;
import org.eventsource.EventSource;
import org.eventsource.cursor.CursorStore;
import org.eventsource.impl.cursor.FileCursors;
import org.eventsource.impl.transport.UrlTemplate;
import org.eventsource.spi.EventSourceProvider;

/** Provides the builders of sources outside CDI, and stores of cursors in files. */
public final class DefaultEventSourceProvider implements EventSourceProvider {

    @Override
    public EventSource.Builder builder(URI url) {
        return SharedResources.common().builder(UrlTemplate.of(url));
    }

    @Override
    public CursorStore fileCursors(Path directory) {
        return new FileCursors(directory);
    }
}
