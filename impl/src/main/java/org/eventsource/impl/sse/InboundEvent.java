package org.eventsource.impl.sse;

import static jakarta.ws.rs.core.MediaType.TEXT_PLAIN_TYPE;
import static java.util.Objects.requireNonNull;

import jakarta.ws.rs.core.GenericType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.InboundSseEvent;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/** A block of a stream as an event of Jakarta REST. Its data is plain text unless the caller names another type. */
final class InboundEvent implements InboundSseEvent {

    private final @Nullable String id;
    private final @Nullable String name;
    private final @Nullable String comment;
    private final long reconnectDelay;
    private final String data;
    private final MessageBody messageBody;

    InboundEvent(
            @Nullable String id,
            @Nullable String name,
            @Nullable String comment,
            long reconnectDelay,
            String data,
            MessageBody messageBody) {
        this.id = id;
        this.name = name;
        this.comment = comment;
        this.reconnectDelay = reconnectDelay;
        this.data = data;
        this.messageBody = messageBody;
    }

    @Override
    public @Nullable String getId() {
        return id;
    }

    @Override
    public @Nullable String getName() {
        return name;
    }

    @Override
    public @Nullable String getComment() {
        return comment;
    }

    @Override
    public long getReconnectDelay() {
        return reconnectDelay;
    }

    @Override
    public boolean isReconnectDelaySet() {
        return reconnectDelay != RECONNECT_NOT_SET;
    }

    @Override
    public boolean isEmpty() {
        return data.isEmpty();
    }

    @Override
    public String readData() {
        return data;
    }

    @Override
    public <T> T readData(Class<T> type) {
        return readData(type, TEXT_PLAIN_TYPE);
    }

    @Override
    public <T> T readData(GenericType<T> type) {
        return readData(type, TEXT_PLAIN_TYPE);
    }

    @Override
    public <T> T readData(Class<T> messageType, MediaType mediaType) {
        return readData(new GenericType<T>(requireNonNull(messageType, "messageType")), mediaType);
    }

    @Override
    public <T> T readData(GenericType<T> type, MediaType mediaType) {
        return messageBody.read(data, requireNonNull(type, "type"), requireNonNull(mediaType, "mediaType"));
    }

    /** Omits the data, which may be large or secret. */
    @Override
    public String toString() {
        return "InboundSseEvent[id=%s, name=%s, comment=%s, reconnectDelay=%d, %d characters of data]"
                .formatted(shown(id), shown(name), shown(comment), reconnectDelay, data.length());
    }

    private static @Nullable String shown(@Nullable String text) {
        return text == null ? null : ForeignText.of(text);
    }
}
