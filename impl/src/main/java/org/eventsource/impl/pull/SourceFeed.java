package org.eventsource.impl.pull;

import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;
import org.eventsource.impl.source.HttpEventSource;
import org.jspecify.annotations.Nullable;

/** The messages of a source, which reads no more before they are taken. */
final class SourceFeed implements Feed<MessageEvent> {

    private final Sources sources;
    private final ReadMessages messages;
    private final HttpEventSource source;

    SourceFeed(Sources sources, Runnable onChange) {
        this.sources = sources;
        this.messages = new ReadMessages(onChange);
        this.source = sources.create(messages);
    }

    @Override
    public void start() {
        sources.start(source);
    }

    @Override
    public @Nullable MessageEvent poll() {
        MessageEvent message = messages.poll();
        if (message != null && messages.isUsedUp() && messages.wantsReadOn()) {
            source.readOn();
        }
        return message;
    }

    @Override
    public boolean isOver() {
        return messages.isUsedUp() && messages.isOver();
    }

    @Override
    public @Nullable ErrorEvent failure() {
        return messages.failure();
    }

    @Override
    public void close() {
        source.close();
    }
}
