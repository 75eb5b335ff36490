package org.eventsource.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The memory of copied bytes. */
class HeldBytesTest {

    private static final int KEPT = 128 * 1024;

    private final HeldBytes held = new HeldBytes(Integer.MAX_VALUE);

    private static void add(HeldBytes held, int count) {
        held.add(new byte[count], 0, count);
    }

    @Test
    void takes_none_as_long_as_there_is_nothing() {
        add(held, 0);

        assertThat(held.capacity()).isZero();
    }

    @Test
    void begins_small() {
        held.add((byte) 'x');

        assertThat(held.capacity()).isEqualTo(256);
    }

    @Test
    void does_not_grow_before_it_is_full() {
        add(held, 255);
        held.add((byte) 'x');

        assertThat(held.capacity()).isEqualTo(256);
    }

    @Test
    void doubles_when_it_is_full() {
        add(held, 256);
        held.add((byte) 'x');
        assertThat(held.capacity()).isEqualTo(512);

        add(held, 256);
        assertThat(held.capacity()).isEqualTo(1024);
    }

    @Test
    void grows_to_what_comes_if_that_is_more() {
        add(held, 200);
        add(held, 900);

        assertThat(held.capacity()).isEqualTo(1100);
    }

    @Test
    void does_not_double_beyond_its_maximum() {
        HeldBytes bounded = new HeldBytes(300);
        add(bounded, 256);
        add(bounded, 1);

        assertThat(bounded.capacity()).isEqualTo(300);
    }

    @Test
    void keeps_what_it_has_when_it_grows() {
        byte[] bytes = new byte[1000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
            held.add(bytes, i, i + 1);
        }

        assertThat(Arrays.copyOf(held.array(), held.length())).isEqualTo(bytes);
    }

    @Test
    void keeps_its_memory_for_what_comes_next() {
        add(held, KEPT);
        held.clear();

        assertThat(held.length()).isZero();
        assertThat(held.capacity()).isEqualTo(KEPT);
    }

    @Test
    void gives_back_memory_that_is_too_much_to_keep() {
        add(held, KEPT + 1);
        held.clear();

        assertThat(held.length()).isZero();
        assertThat(held.capacity()).isZero();
    }
}
