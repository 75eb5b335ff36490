package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Specializes;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.RequestCustomizer;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replaces a customizer as any bean can be replaced, for example by a test. */
class ReplacedCustomizerTest {

    @ApplicationScoped
    static class Prices {

        void on(@Observes @Stream("prices") MessageEvent message) {
            assertThat(message).isNotNull();
        }
    }

    @ApplicationScoped
    static class Token implements RequestCustomizer {

        @Override
        public void customize(Request request) {
            request.header("X-Token", "real");
        }
    }

    @Alternative
    @Priority(1)
    @ApplicationScoped
    static class AlternativeToken implements RequestCustomizer {

        @Override
        public void customize(Request request) {
            request.header("X-Other", "replaced");
        }
    }

    @Specializes
    @ApplicationScoped
    static class SpecializedToken extends Token {

        @Override
        public void customize(Request request) {
            request.header("X-Other", "replaced");
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {AlternativeToken.class, SpecializedToken.class})
    void is_not_called(Class<?> replacement) throws Exception {
        StreamServer server = new StreamServer();
        try (Application application = Application.of(Prices.class, Token.class, replacement)
                .with("eventsource.prices.url", server.url("/prices"))
                .start()) {
            StreamServer.Exchange request = server.request();

            assertThat(request.headers).containsEntry("X-Other", "replaced").doesNotContainKey("X-Token");
        } finally {
            server.close();
        }
    }
}
