package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.UnsatisfiedResolutionException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.Test;

/** Injects streams without their keys. */
class AnyStreamTest extends ApplicationFixture {

    @ApplicationScoped
    static class Observed {
        void on(@Observes @Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.record(message.data());
        }
    }

    @Dependent
    static class Second {
        @Inject
        @Stream("rates")
        EventSource rates;
    }

    @Dependent
    static class One {
        @Inject
        @Any
        EventSource source;
    }

    @Dependent
    static class All {
        @Inject
        @Any
        Instance<EventSource> streams;

        @Inject
        Instance<EventSource> plain;
    }

    private Application.Builder application(Class<?>... classes) {
        return Application.of(classes).with("eventsource.prices.url", server.url("/prices"));
    }

    private String path(EventSource source) {
        return source.url().getPath();
    }

    @Test
    void any_stream_is_the_only_one() throws Exception {
        application = application(Observed.class, One.class, Recorder.class).start();
        EventSource only = application.get(One.class).source;
        only.onMessage(message -> application.get(Recorder.class).record(message.data()));
        assertThat(path(only)).isEqualTo("/prices");
        server.request().open().message("1");
        assertThat(application.get(Recorder.class).next()).isEqualTo("1");
        assertThat(application.get(Recorder.class).next()).isEqualTo("1");
    }

    @ApplicationScoped
    static class Spelt {
        void on(@Observes @Stream("prices-eu") MessageEvent message, Recorder recorder) {
            recorder.record(message.data());
        }
    }

    /** Some runtimes list the environment variable of this stream so. It may mean another key, too. */
    @Test
    void any_stream_is_the_only_one_if_its_property_may_mean_another_key() {
        application = Application.of(Spelt.class, One.class, Recorder.class)
                .with("eventsource.prices-eu.url", server.url("/prices"))
                .with("eventsource.prices.eu.url", server.url("/prices"))
                .start();
        assertThat(path(application.get(One.class).source)).isEqualTo("/prices");
    }

    @Test
    void any_stream_is_ambiguous_if_there_are_two() {
        Application.Builder two = application(Observed.class, Second.class, One.class, Recorder.class)
                .with("eventsource.rates.url", server.url("/rates"));
        assertThatThrownBy(two::start).isInstanceOf(RuntimeException.class);
    }

    @Test
    void all_streams_are_iterated_once() {
        application = application(Observed.class, Second.class, All.class, Recorder.class)
                .with("eventsource.rates.url", server.url("/rates"))
                .start();
        List<String> found = new ArrayList<>();
        for (EventSource source : application.get(All.class).streams) {
            found.add(path(source));
        }
        assertThat(found).containsExactlyInAnyOrder("/prices", "/rates");
    }

    @Test
    void all_streams_can_be_resolved_if_there_is_one() {
        application = application(Observed.class, All.class, Recorder.class).start();
        assertThat(application.get(All.class).streams.isResolvable()).isTrue();
        assertThat(path(application.get(All.class).streams.get())).isEqualTo("/prices");
    }

    @Test
    void all_streams_are_none_in_an_application_without_streams() {
        application = Application.of(All.class).start();
        assertThat(application.get(All.class).streams.isUnsatisfied()).isTrue();
        assertThat(application.get(All.class).streams).isEmpty();
    }

    @Test
    void one_of_all_streams_is_selected_by_its_key() {
        application = application(Observed.class, Second.class, All.class, Recorder.class)
                .with("eventsource.rates.url", server.url("/rates"))
                .start();
        Instance<EventSource> any = application.get(All.class).streams;
        assertThat(path(any.select(Stream.Literal.of("rates")).get())).isEqualTo("/rates");
        assertThat(any.select(Stream.Literal.of("nowhere")).isUnsatisfied()).isTrue();
    }

    @Test
    void a_stream_that_only_the_configuration_names_is_selected_by_its_key() {
        application = application(Observed.class, All.class, Recorder.class)
                .with("eventsource.rates.url", server.url("/rates"))
                .start();
        Instance<EventSource> any = application.get(All.class).streams;
        assertThat(path(any.select(Stream.Literal.of("rates")).get())).isEqualTo("/rates");
    }

    @Test
    void a_source_without_a_qualifier_is_no_stream() {
        application = application(Observed.class, All.class, Recorder.class).start();
        Instance<EventSource> plain = application.get(All.class).plain;
        assertThat(plain.isUnsatisfied()).isTrue();
        assertThatThrownBy(plain::get).isInstanceOf(UnsatisfiedResolutionException.class);
    }
}
