package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a stream with a cursor has to do with the blocks of a server, whatever fails meanwhile: the reference of
 * {@link CursorModelTest}.
 *
 * @param skips whether a message is skipped when its observer fails
 */
record HandledBlocks(List<Block> blocks, boolean skips) {

    /**
     * A block of a stream.
     *
     * @param id its own id; empty: an empty one; null: none
     * @param data null: none
     * @param observed whether there is an observer of its type
     * @param failures how often its observer fails
     */
    record Block(String id, String data, boolean observed, int failures) {

        /** More failures than a message may have. */
        static final int ALWAYS = 100;

        boolean moves() {
            return id != null && !id.isEmpty();
        }

        String text() {
            return (id == null ? "" : "id: " + id + "\n")
                    + (data == null ? "" : "event: " + (observed ? "order" : "noise") + "\ndata: " + data + "\n")
                    + "\n";
        }
    }

    /** Returns what the handling of a block leaves: the effect of its observer, or of the observer of dead letters. */
    Optional<String> effect(Block block) {
        if (block.data() == null || !block.observed() || (skips && block.failures() > 0)) {
            return Optional.empty();
        }
        return Optional.of(block.failures() < Block.ALWAYS ? block.data() : "letter " + block.data());
    }

    List<String> effects() {
        return blocks.stream().flatMap(block -> effect(block).stream()).toList();
    }

    /** Each effect of a message with an id happened once and in order, those without an id at least once. */
    void assertOnce(List<String> effects) {
        Set<String> repeatable = new HashSet<>();
        int at = 0;
        for (Block block : blocks) {
            String effect = effect(block).orElse(null);
            if (effect != null && (block.moves() || !effects.subList(0, at).contains(effect))) {
                while (at < effects.size() && repeatable.contains(effects.get(at))) {
                    at++;
                }
                assertThat(at < effects.size() ? effects.get(at) : "nothing").isEqualTo(effect);
                at++;
            }
            if (effect != null && !block.moves()) {
                repeatable.add(effect);
            }
        }
        assertThat(repeatable).containsAll(effects.subList(at, effects.size()));
    }

    /** Returns the index of the block with an id; -1: there is none. */
    int index(String id) {
        return id.isEmpty() ? -1 : blocks.stream().map(Block::id).toList().lastIndexOf(id);
    }

    List<Block> after(String id) {
        return blocks.subList(index(id) + 1, blocks.size());
    }

    /** Returns the index of the last block that moves the cursor; -1: there is none. */
    int lastIndex() {
        int last = -1;
        for (int i = 0; i < blocks.size(); i++) {
            last = blocks.get(i).moves() ? i : last;
        }
        return last;
    }

    /** Returns the index of the block at which the cursor has to be in the end, unless it is at a later one. */
    int lowestIndex() {
        int lowest = -1;
        for (int i = 0; i < blocks.size(); i++) {
            boolean moves = blocks.get(i).moves()
                    && (blocks.get(i).data() == null || blocks.get(i).observed());
            lowest = moves ? i : lowest;
        }
        return lowest;
    }
}
