package org.eventsource.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.eventsource.OpenEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

class EventSourceExtensionTest {

    private static final List<SseServer> SERVERS = new ArrayList<>();
    private static final List<Recorder> RECORDERS = new ArrayList<>();

    @BeforeEach
    void clear() {
        SERVERS.clear();
        RECORDERS.clear();
    }

    @ExtendWith(EventSourceExtension.class)
    static class TwoTests {

        @BeforeEach
        void before(SseServer server) {
            SERVERS.add(server);
        }

        @Test
        void one(SseServer server, Recorder recorder) {
            SERVERS.add(server);
            RECORDERS.add(recorder);
        }

        @Test
        void two(SseServer server, Recorder recorder) {
            SERVERS.add(server);
            RECORDERS.add(recorder);
        }
    }

    @Test
    void a_test_has_a_server_and_a_recorder_of_its_own() {
        assertThat(run(TwoTests.class).getTestsSucceededCount()).isEqualTo(2);

        assertThat(SERVERS.get(0)).isSameAs(SERVERS.get(1)).isNotSameAs(SERVERS.get(2));
        assertThat(RECORDERS).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void a_server_is_closed_after_its_test() {
        run(TwoTests.class);

        assertThat(SERVERS)
                .hasSize(4)
                .allSatisfy(server -> assertThat(isClosed(server)).isTrue());
    }

    @ExtendWith(EventSourceExtension.class)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class SharedServer {

        @BeforeAll
        static void start(SseServer server) {
            SERVERS.add(server);
        }

        @Test
        @Order(1)
        void one(SseServer server) {
            SERVERS.add(server);
        }

        @Nested
        class Inner {

            @Test
            void two(SseServer server) {
                assertThat(isClosed(server)).isFalse();
                SERVERS.add(server);
            }
        }
    }

    @Test
    void a_server_of_a_class_is_shared_by_its_tests() {
        assertThat(run(SharedServer.class).getTestsSucceededCount()).isEqualTo(2);

        assertThat(SERVERS).hasSize(3).containsOnly(SERVERS.get(0));
        assertThat(isClosed(SERVERS.get(0))).isTrue();
    }

    @ExtendWith(EventSourceExtension.class)
    static class LeftEvent {

        @Test
        void takes_no_event(Recorder recorder) {
            recorder.handleEvent(OpenEvent.of());
        }
    }

    @Test
    void a_test_fails_that_took_no_notice_of_an_event() {
        assertThat(failure(LeftEvent.class)).hasMessageContaining("the test took no notice of these events");
    }

    @ExtendWith(EventSourceExtension.class)
    static class FailedBefore {

        @Test
        void fails(Recorder recorder) {
            recorder.handleEvent(OpenEvent.of());
            throw new IllegalStateException("the reason");
        }
    }

    @Test
    void a_test_that_failed_before_has_that_failure_alone() {
        assertThat(failure(FailedBefore.class)).hasMessage("the reason").hasNoSuppressedExceptions();
    }

    @ExtendWith(EventSourceExtension.class)
    static class FailedHandler {

        @Test
        void asks(SseServer server) throws Exception {
            server.on("/prices", connection -> {
                throw new IllegalStateException("the handler's reason");
            });
            server.uri("/prices").toURL().openConnection().getContentLength();
        }
    }

    @Test
    void a_test_fails_if_a_handler_failed() {
        assertThat(failure(FailedHandler.class).getSuppressed())
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure).hasMessage("the handler's reason"));
    }

    private static boolean isClosed(SseServer server) {
        try (Socket socket = new Socket("127.0.0.1", server.uri("/").getPort())) {
            return false;
        } catch (java.io.IOException e) {
            return true;
        }
    }

    private static Throwable failure(Class<?> type) {
        List<TestExecutionSummary.Failure> failures = run(type).getFailures();
        assertThat(failures).hasSize(1);
        return failures.get(0).getException();
    }

    private static TestExecutionSummary run(Class<?> type) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(type))
                                    .build(),
                            summary);
        }
        return summary.getSummary();
    }
}
