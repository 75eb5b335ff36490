package org.eventsource.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class DemoEndTest {

    @Test
    void thePageShowsThatTheDemoHasEnded() throws Exception {
        try (Chromium chromium = Chromium.start()) {
            RunningDemo demo = RunningDemo.start();
            try (DemoPage view = chromium.open(demo, Chromium.DESK, 900, ColorScheme.DARK)) {
                view.awaitQuotes(2);

                demo.close();

                assertThat(view.news()).hasText("The application does not answer. It may have ended.");
                view.awaitState("Connecting");
            } finally {
                demo.close();
            }
        }
    }
}
