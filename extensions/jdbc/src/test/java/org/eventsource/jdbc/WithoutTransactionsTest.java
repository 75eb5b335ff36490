package org.eventsource.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import jakarta.enterprise.inject.se.SeContainer;
import org.eventsource.spi.CursorKind;
import org.eventsource.spi.Transactions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Run without the API of Jakarta Transactions. */
class WithoutTransactionsTest {

    @BeforeEach
    void the_API_is_absent() {
        assumeThat(getClass().getResource("/jakarta/transaction/UserTransaction.class"))
                .isNull();
    }

    @Test
    void beans_are_found_and_there_are_no_transactions() {
        try (SeContainer container = Containers.with()) {
            assertThat(container.select(CursorKind.class).get().name()).isEqualTo("jdbc");
            assertThat(container.select(Transactions.class).get().areAvailable())
                    .isFalse();
        }
    }
}
