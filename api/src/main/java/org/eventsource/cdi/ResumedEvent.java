package org.eventsource.cdi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * A stream goes on after the loss of its connection or of the process. It is fired before the first message of the new
 * connection. An application that knows how ids follow one another finds gaps with it.
 *
 * <pre>{@code
 * void resumed(@Observes @Stream("orders") ResumedEvent resumed) { ... }
 * }</pre>
 *
 * <p>It is not fired for the first connection of a stream that sends no id.
 */
public final class ResumedEvent {

    private final String sentId;
    private final @Nullable String firstId;
    private final Duration silence;
    private final boolean repeated;

    private ResumedEvent(String sentId, @Nullable String firstId, Duration silence, boolean repeated) {
        this.sentId = requireNonNull(sentId, "sentId");
        this.firstId = firstId;
        this.silence = requireNonNull(silence, "silence");
        this.repeated = repeated;
    }

    /**
     * Returns an event, for tests that fire it themselves.
     *
     * @param sentId the id that the request sent; empty: none
     * @param firstId the value of the {@code id} field of the first message; null: it has none
     * @param silence the time without a message
     * @param repeated whether the first message has the id that was sent
     */
    public static ResumedEvent of(String sentId, @Nullable String firstId, Duration silence, boolean repeated) {
        return new ResumedEvent(sentId, firstId, silence, repeated);
    }

    /** Returns the id that the request sent; empty: none. */
    public String sentId() {
        return sentId;
    }

    /** Returns the value of the {@code id} field of the first message; empty if it has none. */
    public Optional<String> firstId() {
        return Optional.ofNullable(firstId);
    }

    /** Returns the time between the message before the loss, or the start of the stream, and the first message. */
    public Duration silence() {
        return silence;
    }

    /**
     * Returns whether the first message has the id that was sent. The server then repeats the message that it is to
     * resume after. A stream with a cursor drops that message.
     */
    public boolean repeated() {
        return repeated;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResumedEvent resumed
                && sentId.equals(resumed.sentId)
                && Objects.equals(firstId, resumed.firstId)
                && silence.equals(resumed.silence)
                && repeated == resumed.repeated;
    }

    @Override
    public int hashCode() {
        return Objects.hash(sentId, firstId, silence, repeated);
    }

    @Override
    public String toString() {
        return "ResumedEvent[sentId=%s, firstId=%s, silence=%s, repeated=%s]"
                .formatted(
                        ForeignText.of(sentId), firstId().map(ForeignText::of).orElse("none"), silence, repeated);
    }
}
