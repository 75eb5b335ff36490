package org.eventsource.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.eventsource.demo.Faults.Client;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private final Faults faults = new Faults();

    @Test
    void refuseEveryFourthReconnectionByThemselves() {
        assertThat(faults.refuses(Client.JAVA, false)).isFalse();
        for (int i = 0; i < 3; i++) {
            assertThat(faults.refuses(Client.JAVA, true)).isFalse();
        }
        assertThat(faults.refuses(Client.JAVA, true)).isTrue();
    }

    @Test
    void refuseNobodyWhileAPageIsOpen() {
        faults.byThemselves(false);
        for (int i = 0; i < 8; i++) {
            assertThat(faults.refuses(Client.JAVA, true)).isFalse();
        }
    }

    @Test
    void refuseEachClientOnceWhenTheButtonIsPressed() {
        faults.byThemselves(false);
        faults.refuseOnce();

        assertThat(faults.refuses(Client.BROWSER, true)).isTrue();
        assertThat(faults.refuses(Client.BROWSER, true)).isFalse();
        assertThat(faults.refuses(Client.JAVA, true)).isTrue();
        assertThat(faults.refuses(Client.JAVA, true)).isFalse();
    }
}
