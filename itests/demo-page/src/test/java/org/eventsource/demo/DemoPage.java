package org.eventsource.demo;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The page as a person uses it: buttons by their names, panels by their titles.
 *
 * @param faults errors of scripts and of the security policy
 */
record DemoPage(Page page, List<String> faults) implements AutoCloseable {

    static final List<String> SIDES = List.of("browser", "java");

    /** Collects what is wrong with a page, which is not that the network fails: that is what the demo is for. */
    static List<String> collectFaults(Page page) {
        List<String> faults = new CopyOnWriteArrayList<>();
        page.onPageError(faults::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource: ")) {
                faults.add(message.text());
            }
        });
        return faults;
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    void press(String name) {
        button(name).click();
    }

    /** The part of a side: state, detail, tape, or a figure. */
    Locator part(String side, String part) {
        return page.locator("#" + side + " [data-part=" + part + "]");
    }

    int figure(String side, String figure) {
        return Integer.parseInt(part(side, figure).textContent());
    }

    String state(String side) {
        return part(side, "state").textContent();
    }

    /** The sentence that screen readers read out. */
    Locator news() {
        return page.getByRole(AriaRole.STATUS);
    }

    void awaitState(String state) {
        page.waitForCondition(() -> SIDES.stream().allMatch(side -> state(side).equals(state)));
    }

    /** Waits until each side has at least that many quotes. */
    void awaitQuotes(int quotes) {
        page.waitForCondition(() -> SIDES.stream().allMatch(side -> figure(side, "received") >= quotes));
    }

    /** Waits until each side is open and has reconnected at least that often. */
    void awaitReconnections(int reconnections) {
        awaitState("Open");
        page.waitForCondition(() -> SIDES.stream().allMatch(side -> figure(side, "reconnections") >= reconnections));
        awaitState("Open");
    }

    /** Waits for more quotes on the side of Java. */
    void awaitJavaQuotes() {
        int quotes = figure("java", "received") + 4;
        page.waitForCondition(() -> figure("java", "received") >= quotes);
    }

    /** Waits for more quotes on both sides. */
    void awaitMoreQuotes() {
        awaitQuotes(Math.max(figure("browser", "received"), figure("java", "received")) + 4);
    }

    /** What axe finds, each problem with the elements that have it. */
    List<String> barriers() {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .flatMap(rule -> rule.getNodes().stream()
                                .map(node -> rule.getId() + ": " + node.getTarget() + " " + node.getFailureSummary()))
                        .toList();
    }

    /** How many pixels of the page are outside the window, to the right. */
    int pixelsOutside() {
        return (int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    /**
     * The same, with a long address in each text that can have one, and with large numbers. The page mends both soon.
     */
    int pixelsOutsideWithLongTexts() {
        return (int) page.evaluate("""
                () => {
                  const address = `http://prices.${'department.'.repeat(12)}example:40000/quotes?symbols=${'ABC,'.repeat(40)}`;
                  for (const text of document.querySelectorAll('.streams td:not(.number) *, .streams th *, .detail, #stream')) {
                    if (!text.children.length && !text.matches('.state')) {
                      text.textContent = `${address} answered 503`;
                      text.hidden = false;
                    }
                  }
                  for (const number of document.querySelectorAll('.streams .number span, .figures dd')) {
                    number.textContent = number.matches('dd') ? '1234567' : '12,345,678';
                  }
                  return document.documentElement.scrollWidth - document.documentElement.clientWidth;
                }""");
    }

    @Override
    public void close() {
        page.context().close();
    }
}
