package org.eventsource.demo;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Takes the pictures of docs/demo.md. The system property {@code pictures} names their folder. */
@Timeout(120)
class PicturesTest {

    private static final Path FOLDER = Path.of(System.getProperty("pictures", "target"));
    private static final String DESK = "demo-page.png";
    private static final long MOST_BYTES = 150_000;

    @Test
    void showTheFaultsAndThatBothResume() throws Exception {
        try (Chromium chromium = Chromium.start();
                RunningDemo demo = RunningDemo.start();
                DemoPage view = chromium.open(demo, Chromium.DESK, 760, ColorScheme.LIGHT)) {
            // From now on nothing breaks by itself. A new page counts only what the buttons do.
            view.awaitQuotes(2);
            view.page().reload();
            view.awaitQuotes(12);
            view.press("Break the connections");
            view.awaitReconnections(1);
            view.awaitMoreQuotes();
            view.awaitMoreQuotes();
            view.press("Stop the server");
            view.awaitState("Connecting");
            view.page()
                    .waitForCondition(
                            () -> view.part("java", "detail").textContent().contains("refused"));
            view.press("Start the server");
            view.awaitReconnections(2);
            view.awaitMoreQuotes();
            view.press("Send garbage");
            view.awaitReconnections(3);
            view.awaitMoreQuotes();
            take(view, DESK, ColorScheme.LIGHT);

            view.press("Answer 503 once");
            view.page()
                    .waitForCondition(
                            () -> view.part("java", "detail").textContent().contains("503"));
            view.page().waitForCondition(() -> view.state("java").equals("Open"));
            view.awaitJavaQuotes();
            view.page().setViewportSize(Chromium.PHONE, 1290);
            take(view, "demo-page-phone.png", ColorScheme.DARK);
        }
    }

    private static void take(DemoPage view, String name, ColorScheme scheme) throws Exception {
        view.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        // The pointer and the focus are where the last button is.
        view.page().mouse().move(0, 0);
        view.page().evaluate("document.activeElement.blur()");
        // The table is as old as its last refresh.
        view.page().waitForResponse("**/streams", () -> {});
        Path file = FOLDER.resolve(name);
        view.page()
                .screenshot(new Page.ScreenshotOptions()
                        .setPath(file)
                        .setFullPage(name.equals(DESK))
                        .setAnimations(ScreenshotAnimations.DISABLED));
        Assertions.assertThat(Files.size(file)).as(name).isLessThan(MOST_BYTES);
    }
}
