package org.eventsource.conformance;

import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.eventsource.testing.SseRequest;

/** One case at play with one contestant: what was seen, against what has to be seen. */
final class Play {

    private static final Map<String, String> EVERY_REQUEST =
            Map.of("Accept", "text/event-stream", "Cache-Control", "no-cache");

    /** Timers are not exact to the millisecond. */
    private static final int EARLY_MILLIS = 5;

    private final Case play;
    private final Contestant contestant;
    private final Expectation expectation;
    private final Witness witness = new Witness();

    Play(Case play, Contestant contestant) {
        this.play = play;
        this.contestant = contestant;
        this.expectation = play.expectationOf(contestant.traits());
    }

    void run() throws Exception {
        try (var stage = new Stage(play.exchanges(), contestant.responseHeaders(), witness);
                Contestant.Source source = contestant.open(play, stage, witness)) {
            String readyStateAtFirst = source.readyState();
            stage.callerReturned();
            closeFromOutside(source, stage);
            witness.awaitEnd();
            stage.awaitScripts();
            String readyStateAtLast = source.readyState();
            assertSoftly(softly -> {
                checkStates(softly, readyStateAtFirst, readyStateAtLast);
                checkEvents(softly);
                checkRequests(softly, stage);
                checkDelays(softly, stage);
                softly.assertThat(stage.failures()).as("failures of scripts").isEmpty();
            });
        }
    }

    private void closeFromOutside(Contestant.Source source, Stage stage) throws Exception {
        ClientActions actions = play.actions();
        if (actions.closeAfter() > 0 || actions.closeOnRequest() > 0) {
            witness.awaitHeard(actions.closeAfter());
            stage.awaitRequests(actions.closeOnRequest());
            source.closeSource();
            witness.closed();
        }
    }

    private void checkStates(SoftAssertions softly, String first, String last) {
        if (play.exchanges().get(0).waitsForCaller()) {
            softly.assertThat(first).as("readyState after construction").isEqualTo("CONNECTING");
        }
        softly.assertThat(last).as("readyState at the end").isEqualTo("CLOSED");
    }

    private void checkEvents(SoftAssertions softly) {
        List<String> expected =
                expectation.events().stream().map(EventLine::toString).toList();
        softly.assertThat(EventLine.compared(witness.heard(), expectation.events()))
                .as("events")
                .isEqualTo(expected);
        expectation
                .handled()
                .ifPresent(handled -> softly.assertThat(witness.handled())
                        .as("calls of handlers")
                        .isEqualTo(handled));
    }

    private void checkRequests(SoftAssertions softly, Stage stage) {
        List<Arrival> arrivals = stage.arrivals();
        expectation
                .order()
                .ifPresent(order -> softly.assertThat(arrivals.stream().map(Arrival::exchange))
                        .as("requests, by exchange")
                        .isEqualTo(order));
        List<String> resumes = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            SseRequest request = arrival.request();
            resumes.add(EventLine.shown(request.lastEventId().orElse("")));
            softly.assertThat(request.line()).as("request line").startsWith("GET ");
            softly.assertThat(sent(request, EVERY_REQUEST.keySet()))
                    .as("headers of every request")
                    .isEqualTo(EVERY_REQUEST);
            softly.assertThat(sent(request, expectation.sends().keySet()))
                    .as("headers")
                    .isEqualTo(expectation.sends());
            softly.assertThat(sent(request, omittedAt(arrival)))
                    .as("headers omitted")
                    .isEmpty();
        }
        expectation
                .order()
                .ifPresent(order -> softly.assertThat(resumes)
                        .as("Last-Event-ID of the requests")
                        .isEqualTo(expectation.resumes().stream()
                                .map(EventLine::shown)
                                .toList()));
    }

    private Set<String> omittedAt(Arrival arrival) {
        Set<String> omitted = new HashSet<>(expectation.omits());
        if (arrival.exchange() >= 0) {
            omitted.addAll(play.exchanges().get(arrival.exchange()).without());
        }
        return omitted;
    }

    private static Map<String, String> sent(SseRequest request, Set<String> names) {
        return names.stream()
                .filter(name -> request.header(name).isPresent())
                .collect(Collectors.toMap(
                        name -> name, name -> request.header(name).orElseThrow()));
    }

    private void checkDelays(SoftAssertions softly, Stage stage) {
        List<Arrival> arrivals = stage.arrivals();
        List<List<Integer>> expected = expectation.delays();
        for (int i = 0; i < Collections.min(List.of(expected.size(), Math.max(0, arrivals.size() - 1))); i++) {
            long millis = (arrivals.get(i + 1).at() - stage.endOf(i)) / 1_000_000;
            softly.assertThat(millis)
                    .as("milliseconds before request %d", i + 2)
                    .isBetween((long) expected.get(i).get(0) - EARLY_MILLIS, (long)
                            expected.get(i).get(1));
        }
    }
}
