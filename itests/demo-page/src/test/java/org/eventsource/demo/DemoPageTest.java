package org.eventsource.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(240)
class DemoPageTest {

    private static final List<Integer> WIDTHS =
            List.of(320, Chromium.PHONE, 600, 736, 740, 900, 990, 1000, Chromium.DESK);

    private static Chromium chromium;
    private static RunningDemo demo;

    private DemoPage view;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start();
        demo = RunningDemo.start();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (demo != null) {
            demo.close();
        }
    }

    @BeforeEach
    void open() {
        view = chromium.open(demo, Chromium.DESK, 900, ColorScheme.LIGHT);
        view.awaitState("Open");
        view.awaitQuotes(2);
    }

    @AfterEach
    void hasNoFaults() {
        view.close();
        assertThat(view.faults()).isEmpty();
    }

    @Test
    void bothSidesShowTheSameQuotes() {
        view.awaitQuotes(8);

        view.page()
                .waitForCondition(() -> view.part("browser", "lastId")
                        .textContent()
                        .equals(view.part("java", "lastId").textContent()));
        List<String> java = view.part("java", "tape").locator("li:not(.notice)").allTextContents();
        List<String> browser =
                view.part("browser", "tape").locator("li:not(.notice)").allTextContents();
        assertThat(java).hasSizeGreaterThan(3).allMatch(line -> line.matches("#\\d+[A-Z]+\\d+\\.\\d\\d[▲▼]?"));
        assertThat(browser).containsAnyElementsOf(java);
    }

    @Test
    void bothResumeAfterABrokenConnection() {
        view.press("Break the connections");

        bothHaveResumed(1);
        for (String side : DemoPage.SIDES) {
            assertThat(view.part(side, "detail")).containsText("Resumed after #");
        }
    }

    @Test
    void bothResumeWhenAStoppedServerIsStartedAgain() {
        view.press("Stop the server");

        view.awaitState("Connecting");
        assertThat(view.news()).hasText("Both have no connection, and try again.");
        assertThat(view.part("java", "detail")).containsText("refused the connection");
        assertThat(view.button("Break the connections")).isDisabled();
        assertThat(view.page().locator("#server")).hasText("Stopped");

        view.press("Start the server");

        bothHaveResumed(1);
        assertThat(view.button("Break the connections")).isEnabled();
    }

    @Test
    void bothDropGarbageAndResume() {
        view.press("Send garbage");

        bothHaveResumed(1);
    }

    @Test
    void onlyJavaTriesAgainAfterAStatus() {
        view.press("Answer 503 once");

        assertThat(view.part("browser", "state")).hasText("Closed");
        view.page().waitForCondition(() -> view.figure("java", "reconnections") >= 1);
        assertThat(view.news()).hasText("The browser has given up for good. Java is connected again.");
        assertThat(view.figure("java", "gaps")).isZero();

        view.press("Open a new EventSource");

        view.awaitState("Open");
        assertThat(view.button("Open a new EventSource")).isHidden();
        assertThat(view.part("browser", "detail")).containsText("knows no last id");
    }

    @Test
    void theTableShowsTheStreamsOfTheApplication() {
        Locator row = view.page().getByRole(AriaRole.ROW).nth(1);

        assertThat(row).containsText("quotes");
        assertThat(row).containsText("Open");
        assertThat(view.page().getByRole(AriaRole.COLUMNHEADER)).hasCount(7);

        view.press("Stop the server");

        assertThat(row)
                .containsText(
                        Pattern.compile("Connecting(attempt \\d+ failed, next in \\d+ s|attempt \\d+ is running)"));
        assertThat(row).containsText("refused the connection");
        view.press("Start the server");
        assertThat(row).containsText(Pattern.compile("Openfor \\d+ s"));
    }

    @Test
    void theTableIsAPageOfItsOwn() {
        view.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("a page of its own"))
                .click();

        assertThat(view.page()).hasTitle("Streams");
        assertThat(view.page().getByRole(AriaRole.ROWHEADER)).containsText("quotes");
        assertThat(view.barriers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void hasNoBarriers(ColorScheme scheme) {
        view.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        assertThat(view.barriers()).as("open").isEmpty();

        view.press("Stop the server");
        view.awaitState("Connecting");
        assertThat(view.barriers()).as("stopped").isEmpty();
        view.press("Start the server");
        view.awaitReconnections(1);
        assertThat(view.barriers()).as("resumed").isEmpty();

        view.press("Answer 503 once");
        assertThat(view.part("browser", "state")).hasText("Closed");
        assertThat(view.barriers()).as("closed").isEmpty();

        view.page().setViewportSize(Chromium.PHONE, 800);
        assertThat(view.barriers()).as("on a phone").isEmpty();
    }

    @Test
    void fitsEachWindow() {
        fits("open");

        view.press("Stop the server");
        view.awaitState("Connecting");
        fits("stopped");

        view.press("Start the server");
        view.awaitReconnections(1);
        view.press("Answer 503 once");
        assertThat(view.part("browser", "state")).hasText("Closed");
        fits("closed");
    }

    @Test
    void fitsEachWindowWithTextsOfAnyLength() {
        for (int width : WIDTHS) {
            view.page().setViewportSize(width, 800);
            assertThat(view.pixelsOutsideWithLongTexts()).as("%d wide", width).isZero();
        }
    }

    @Test
    void buttonsOnAPhoneAreLargeEnoughForAThumb() {
        view.page().setViewportSize(Chromium.PHONE, 800);

        for (Locator button : view.page().getByRole(AriaRole.BUTTON).all()) {
            assertThat(button.boundingBox().height).isGreaterThanOrEqualTo(44);
        }
    }

    @Test
    void isUsedByKeyboard() {
        view.page().keyboard().press("Tab");
        assertThat(view.button("Break the connections")).isFocused();
        assertThat(view.page().evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
        view.page().keyboard().press("Enter");
        view.awaitReconnections(1);

        view.page().keyboard().press("Tab");
        assertThat(view.button("Stop the server")).isFocused();
        view.page().keyboard().press("Space");
        view.awaitState("Connecting");
        assertThat(view.button("Start the server")).isFocused();
        view.page().keyboard().press("Space");
        bothHaveResumed(2);

        view.page().keyboard().press("Tab");
        assertThat(view.button("Send garbage")).isFocused();
        view.page().keyboard().press("Tab");
        assertThat(view.button("Answer 503 once")).isFocused();
        view.page().keyboard().press("Enter");
        assertThat(view.part("browser", "state")).hasText("Closed");
        view.page().keyboard().press("Tab");
        assertThat(view.button("Open a new EventSource")).isFocused();
        view.page().keyboard().press("Enter");
        view.awaitState("Open");
        assertThat((String) view.page().evaluate("document.activeElement.tagName"))
                .as("focus is not lost")
                .isEqualTo("BUTTON");
    }

    @Test
    void doesNotReadOutEachQuote() {
        assertThat(view.news()).containsText("Both are connected");
        view.page().evaluate("""
                window.spoken = [];
                for (const live of document.querySelectorAll('[role=status], [role=alert], [role=log], [aria-live]')) {
                  new MutationObserver(() => spoken.push(live.textContent))
                      .observe(live, { childList: true, characterData: true, subtree: true });
                }""");
        view.awaitMoreQuotes();
        assertThat((List<?>) view.page().evaluate("spoken")).isEmpty();

        view.press("Break the connections");
        bothHaveResumed(1);
        assertThat((List<?>) view.page().evaluate("spoken")).hasSizeBetween(1, 4);
    }

    @Test
    void movesNothingForPeopleWhoWantNoMotion() {
        view.page().emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));

        view.awaitMoreQuotes();

        assertThat(view.page().evaluate("document.getAnimations().length")).isEqualTo(0);
    }

    @Test
    void runsNoScriptThatIsNotItsOwn() {
        Object blocked = view.page().evaluate("""
                () => new Promise(resolve => {
                  document.addEventListener('securitypolicyviolation', event => resolve(event.effectiveDirective));
                  const script = document.createElement('script');
                  script.textContent = 'window.intruder = true';
                  document.head.append(script);
                  if (window.intruder) {
                    resolve('nothing');
                  }
                })""");

        assertThat(blocked).isEqualTo("script-src-elem");
        assertThat(view.page().evaluate("window.intruder")).isNull();
        view.faults().removeIf(fault -> fault.contains("Content Security Policy"));
    }

    private void fits(String state) {
        for (int width : WIDTHS) {
            view.page().setViewportSize(width, 800);
            assertThat(view.pixelsOutside()).as("%s, %d wide", state, width).isZero();
        }
    }

    private void bothHaveResumed(int reconnections) {
        view.awaitReconnections(reconnections);
        view.awaitMoreQuotes();
        assertThat(view.news()).hasText("Both are connected again. No quote is missing.");
        for (String side : DemoPage.SIDES) {
            assertThat(view.figure(side, "gaps")).as("gaps of " + side).isZero();
            assertThat(view.figure(side, "doubled")).as("doubled of " + side).isZero();
        }
    }
}
