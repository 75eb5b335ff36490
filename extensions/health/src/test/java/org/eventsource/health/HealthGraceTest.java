package org.eventsource.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eventsource.ErrorEvent;
import org.eventsource.ReadyState;
import org.eventsource.cdi.StreamState;
import org.eventsource.spi.StreamHealth;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The grace of a missing stream when the clock of the machine is set. */
class HealthGraceTest {

    private record Missing(Optional<Instant> missingSince, Optional<Duration> missingFor)
            implements StreamState, StreamHealth {

        @Override
        public String key() {
            return "prices";
        }

        @Override
        public URI url() {
            return URI.create("http://127.0.0.1:1/prices");
        }

        @Override
        public ReadyState readyState() {
            return ReadyState.CONNECTING;
        }

        @Override
        public Optional<Instant> openSince() {
            return Optional.empty();
        }

        @Override
        public Optional<Instant> lastEvent() {
            return Optional.empty();
        }

        @Override
        public long events() {
            return 0;
        }

        @Override
        public long failures() {
            return 0;
        }

        @Override
        public long connections() {
            return 0;
        }

        @Override
        public Optional<ErrorEvent> lastError() {
            return Optional.empty();
        }

        @Override
        public Optional<Instant> nextAttempt() {
            return Optional.empty();
        }

        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public Optional<String> cursor() {
            return Optional.empty();
        }

        @Override
        public int unfinished() {
            return 0;
        }

        @Override
        public boolean paused() {
            return false;
        }

        @Override
        public Policy policy() {
            return Policy.READY;
        }

        @Override
        public Duration grace() {
            return Duration.ofSeconds(60);
        }

        @Override
        public boolean observed() {
            return true;
        }

        @Override
        public Optional<String> waitsFor() {
            return Optional.empty();
        }
    }

    @BeforeAll
    static void useTestResponses() {
        HealthCheckResponse.setResponseProvider(new TestResponses());
    }

    private static Status status(Instant since, Duration time) {
        return StreamsHealthCheck.response(List.of(new Missing(Optional.of(since), Optional.of(time))))
                .getStatus();
    }

    @Test
    void is_not_over_because_the_clock_was_set_forward() {
        Instant longAgo = Instant.now().minus(Duration.ofHours(1));
        assertThat(status(longAgo, Duration.ofSeconds(59))).isEqualTo(Status.UP);
    }

    @Test
    void is_over_although_the_clock_was_set_back() {
        Instant later = Instant.now().plus(Duration.ofHours(1));
        assertThat(status(later, Duration.ofSeconds(60))).isEqualTo(Status.DOWN);
    }
}
