package org.eventsource.itests.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.server.DeployedApplication;
import org.eventsource.testing.server.application.RestApplication;
import org.eventsource.testing.server.upstream.CountResource;
import org.eventsource.testing.server.upstream.Counted;
import org.eventsource.testing.server.upstream.CountedResource;
import org.eventsource.testing.server.upstream.StreamLines;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Undeploys and deploys the server of a stream. In between, the server answers 404. The stream is older than its grace
 * by then.
 */
@ExtendWith(ArquillianExtension.class)
@Tag("upstream")
class UpstreamRedeploymentIT {

    /** A busy machine needs seconds to undeploy and deploy. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    /** Each number takes 20 ms or more. */
    private static final int NUMBERS_WITHIN_GRACE = 750;

    private static final DeployedApplication DOWNSTREAM = Server.application("downstream");

    @Deployment(name = "upstream", testable = false, managed = false)
    static WebArchive upstream() {
        return Archives.web("upstream", RestApplication.class, CountResource.class);
    }

    @Deployment(name = "downstream", testable = false, managed = false)
    static WebArchive downstream() {
        StringAsset properties = Archives.properties(Map.of(
                "eventsource.count.url",
                Server.application("upstream").uri() + "api/count",
                "eventsource.count.startup-grace",
                GRACE.toMillis() + "ms",
                "eventsource.count.reconnection-time",
                "100ms",
                "eventsource.count.max-reconnection-time",
                "500ms",
                "eventsource.count.outage-warning",
                "200ms"));
        return Archives.web(
                        "downstream", RestApplication.class, Counted.class, CountedResource.class, StreamLines.class)
                .addAsLibraries(Archives.libraries())
                .addAsResource(properties, "META-INF/microprofile-config.properties")
                .addAsResource(properties, "META-INF/eventsource.properties");
    }

    @Test
    void is_resumed_without_loss_and_logged(@ArquillianResource Deployer deployer) throws Exception {
        deployer.deploy("upstream");
        deployer.deploy("downstream");
        awaitNumbers(NUMBERS_WITHIN_GRACE + 10);

        deployer.undeploy("upstream");
        awaitLines(2);
        int before = numbers().size();
        deployer.deploy("upstream");
        awaitNumbers(before + NUMBERS_WITHIN_GRACE);

        List<Long> numbers = numbers();
        assertThat(numbers)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, numbers.size()).boxed().toList());
        assertThat(lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches(line("INFO", "open over \\w+( after .*)?")),
                        line -> assertThat(line)
                                .matches(
                                        line(
                                                "WARN(ING)?",
                                                "not open for [\\d.]+ s: .*; (next attempt in [\\d.]+ s|attempt \\d+ is under way)")),
                        line -> assertThat(line)
                                .matches(line(
                                        "INFO",
                                        "open again after [\\d.]+ s and \\d+ attempts?, resumed after the id \\d+")));
        deployer.undeploy("downstream");
        deployer.undeploy("upstream");
    }

    private static Pattern line(String level, String text) {
        return Pattern.compile(
                level + " stream \"count\" \\(http://127\\.0\\.0\\.1:\\d+/upstream/api/count\\): " + text);
    }

    private static void awaitNumbers(int count) {
        await().atMost(GRACE.plus(Patience.LIMIT.multipliedBy(2)))
                .untilAsserted(() -> assertThat(numbers()).hasSizeGreaterThanOrEqualTo(count));
    }

    private static void awaitLines(int count) {
        await().atMost(Patience.LIMIT).untilAsserted(() -> assertThat(lines()).hasSize(count));
    }

    private static List<Long> numbers() throws IOException, InterruptedException {
        return Stream.of(DOWNSTREAM.get("api/counted/numbers").split(" "))
                .filter(number -> !number.isEmpty())
                .map(Long::valueOf)
                .toList();
    }

    /**
     * Returns the lines of this stream from its first opening on. The first opening may be late on a busy machine.
     * Where the applications of a server share their log, it has lines of other streams, too.
     */
    private static List<String> lines() throws IOException, InterruptedException {
        return DOWNSTREAM
                .get("api/counted/lines")
                .lines()
                .filter(line -> line.contains(" stream \"count\" "))
                .dropWhile(line -> !line.contains(": open over "))
                .toList();
    }
}
