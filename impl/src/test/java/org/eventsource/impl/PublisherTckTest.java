package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.TransportKind;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.ITestListener;
import org.testng.ITestResult;
import org.testng.TestNG;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;

/** The rules of Reactive Streams, by their own tests, over a real server. */
class PublisherTckTest {

    private static final long TIME_OUT = 10_000;
    private static final long NO_SIGNAL_TIME_OUT = 100;
    private static final long POLL_TIME_OUT = 20;

    /** Each subscriber of the publisher gets a response with so many messages. */
    abstract static class Verification extends FlowPublisherVerification<MessageEvent> {

        private final TransportKind transport;
        private SseServer server;

        Verification(TransportKind transport) {
            super(new TestEnvironment(TIME_OUT, NO_SIGNAL_TIME_OUT, POLL_TIME_OUT));
            this.transport = transport;
        }

        @BeforeClass
        public void startServer() throws Exception {
            server = SseServer.start();
        }

        @AfterClass
        public void closeServer() throws Exception {
            server.close();
        }

        @Override
        public Flow.Publisher<MessageEvent> createFlowPublisher(long elements) {
            String path = "/" + elements;
            server.on(path, connection -> {
                connection.stream();
                for (long number = 0; number < elements; number++) {
                    connection.events("data: " + number + "\n\n");
                }
            });
            return publisher(path);
        }

        @Override
        public Flow.Publisher<MessageEvent> createFailedFlowPublisher() {
            server.on("/failed", connection -> connection.respond(404));
            return publisher("/failed");
        }

        private Flow.Publisher<MessageEvent> publisher(String path) {
            return EventSource.builder(server.uri(path))
                    .transport(transport)
                    .reconnect(false)
                    .publisher();
        }

        @Override
        public long maxElementsFromPublisher() {
            return 10_000;
        }
    }

    /** Over {@code java.net.http}. */
    public static final class OverJdk extends Verification {

        public OverJdk() {
            super(TransportKind.JDK);
        }
    }

    /** Over the Jakarta REST client on the class path. */
    public static final class OverRest extends Verification {

        public OverRest() {
            super(TransportKind.REST);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TransportKind.class,
            names = {"JDK", "REST"})
    void a_publisher_keeps_the_rules(TransportKind transport) {
        Results results = new Results();
        TestNG testNg = new TestNG(false);
        testNg.setUseDefaultListeners(false);
        testNg.setVerbose(0);
        testNg.addListener(results);
        testNg.setTestClasses(new Class<?>[] {transport == TransportKind.JDK ? OverJdk.class : OverRest.class});
        testNg.run();

        assertThat(results.failed).isEmpty();
        assertThat(results.passed).hasSize(30);
    }

    private static final class Results implements ITestListener {

        private final List<String> passed = new ArrayList<>();
        private final List<String> failed = new ArrayList<>();

        @Override
        public void onTestSuccess(ITestResult result) {
            passed.add(result.getName());
        }

        @Override
        public void onTestFailure(ITestResult result) {
            failed.add(result.getName() + ": " + result.getThrowable());
        }
    }
}
