package org.eventsource.cdi.extension.config;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.Test;

class RecentlyUsedTest {

    private final RecentlyUsed<String> values = new RecentlyUsed<>();

    private String elsewhere(String key) {
        return CompletableFuture.supplyAsync(() -> values.computeIfAbsent(key, made -> "elsewhere"))
                .orTimeout(Patience.LIMIT.toSeconds(), SECONDS)
                .join();
    }

    /** It may be a client that takes a second. */
    @Test
    void other_keys_do_not_wait_for_a_value_that_is_being_made() {
        values.computeIfAbsent("known", key -> "before");
        String made = values.computeIfAbsent("a", key -> elsewhere("b") + " " + elsewhere("known"));

        assertThat(made).isEqualTo("elsewhere before");
    }

    @Test
    void the_first_of_two_values_for_one_key_stays() {
        assertThat(values.computeIfAbsent("a", key -> {
                    elsewhere("a");
                    return "late";
                }))
                .isEqualTo("elsewhere");
        assertThat(values.computeIfAbsent("a", key -> "later")).isEqualTo("elsewhere");
    }

    @Test
    void the_least_recently_used_of_too_many_is_dropped() {
        values.computeIfAbsent("used", key -> "first");
        values.computeIfAbsent("unused", key -> "first");
        for (int i = 0; i < 255; i++) {
            values.computeIfAbsent("other " + i, key -> "first");
            values.computeIfAbsent("used", key -> "again");
        }

        assertThat(values.computeIfAbsent("used", key -> "again")).isEqualTo("first");
        assertThat(values.computeIfAbsent("unused", key -> "again")).isEqualTo("again");
    }
}
