package org.eventsource.demo;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The Chromium of this machine, without a window. */
final class Chromium implements AutoCloseable {

    static final int DESK = 1120;
    static final int PHONE = 390;

    /** How long an assertion waits, in milliseconds. */
    private static final double PATIENCE = 30_000;

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Skips the tests if there is no Chromium. */
    static Chromium start() {
        Optional<Path> program = program();
        Assumptions.assumeTrue(program.isPresent(), "there is no Chromium on the PATH");
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        // The demo's streams wait several seconds before some attempts, longer than the five of an assertion.
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        var options = new BrowserType.LaunchOptions()
                .setExecutablePath(program.get())
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic"));
        return new Chromium(playwright, playwright.chromium().launch(options));
    }

    /** Opens the page of the demo, with a profile of its own. */
    DemoPage open(RunningDemo demo, int width, int height, ColorScheme scheme) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.NO_PREFERENCE));
        Page page = context.newPage();
        List<String> faults = DemoPage.collectFaults(page);
        page.navigate(demo.address());
        return new DemoPage(page, faults);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static Optional<Path> program() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
