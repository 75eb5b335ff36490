package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Specializes;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.RequestCustomizer;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.Test;
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

    @Alternative
    @Priority(1)
    @ApplicationScoped
    static class AlternativeBeans {

        @Produces
        @ApplicationScoped
        RequestCustomizer token() {
            return replaced();
        }
    }

    @Alternative
    @Priority(1)
    @ApplicationScoped
    static class AlternativeFields {

        @Produces
        final RequestCustomizer token = replaced();
    }

    @Alternative
    @Stereotype
    @Retention(RetentionPolicy.RUNTIME)
    @interface Mock {}

    @Mock
    @Stereotype
    @Retention(RetentionPolicy.RUNTIME)
    @interface MockOfTests {}

    @MockOfTests
    @Priority(1)
    @ApplicationScoped
    static class MockBeans {

        @Produces
        @ApplicationScoped
        RequestCustomizer token() {
            return replaced();
        }
    }

    @ApplicationScoped
    static class TokenProducer {

        @Produces
        @ApplicationScoped
        RequestCustomizer token(Prices prices) {
            return request -> request.header("X-Token", "real");
        }

        @Produces
        @ApplicationScoped
        @Stream("prices")
        RequestCustomizer kept() {
            return request -> request.header("X-Kept", "kept");
        }
    }

    @ApplicationScoped
    static class SpecializedProducer extends TokenProducer {

        @Override
        @Produces
        @Specializes
        @ApplicationScoped
        RequestCustomizer token(Prices prices) {
            return replaced();
        }
    }

    @ApplicationScoped
    static class SpecializedTwice extends SpecializedProducer {

        @Override
        @Produces
        @Specializes
        @ApplicationScoped
        RequestCustomizer token(Prices prices) {
            return request -> request.header("X-Other", "replaced twice");
        }
    }

    @Specializes
    @ApplicationScoped
    static class WithoutProducers extends TokenProducer {}

    private static RequestCustomizer replaced() {
        return request -> request.header("X-Other", "replaced");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                AlternativeToken.class,
                AlternativeBeans.class,
                AlternativeFields.class,
                MockBeans.class,
                SpecializedToken.class
            })
    void is_not_called(Class<?> replacement) throws Exception {
        assertThat(headers(Token.class, replacement))
                .containsEntry("X-Other", "replaced")
                .doesNotContainKey("X-Token");
    }

    @Test
    void is_not_called_if_its_producer_is_specialized() throws Exception {
        assertThat(headers(TokenProducer.class, SpecializedProducer.class))
                .containsEntry("X-Other", "replaced")
                .containsEntry("X-Kept", "kept")
                .doesNotContainKey("X-Token");
    }

    @Test
    void is_not_called_if_its_producer_is_specialized_twice() throws Exception {
        assertThat(headers(TokenProducer.class, SpecializedProducer.class, SpecializedTwice.class))
                .containsEntry("X-Other", "replaced twice")
                .containsEntry("X-Kept", "kept")
                .doesNotContainKey("X-Token");
    }

    @Test
    void is_not_called_if_the_class_of_its_producer_is_specialized() throws Exception {
        assertThat(headers(TokenProducer.class, WithoutProducers.class))
                .doesNotContainKeys("X-Token", "X-Kept", "X-Other");
    }

    private static Map<String, String> headers(Class<?>... customizers) throws Exception {
        StreamServer server = new StreamServer();
        try (Application application = Application.of(java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(Prices.class), java.util.stream.Stream.of(customizers))
                        .toArray(Class<?>[]::new))
                .with("eventsource.prices.url", server.url("/prices"))
                .start()) {
            assertThat(application.container().isRunning()).isTrue();
            return server.request().headers;
        } finally {
            server.close();
        }
    }
}
