package org.eventsource.compare.judge;

/**
 * What became of the events of a stream.
 *
 * @param lost events that were never delivered, in no form
 * @param doubled deliveries of an event that was delivered before
 * @param garbled deliveries whose id or data is not what was sent
 * @param deliversLast whether the last event was delivered; the server sends it at the end to who is connected
 */
public record Verdict(int lost, int doubled, int garbled, boolean deliversLast) {

    /** Returns whether nothing is wrong. */
    public boolean isPerfect() {
        return lost == 0 && doubled == 0 && garbled == 0 && deliversLast;
    }
}
