package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.testing.SseRequest;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application gives for its requests, as the server receives it, over any transport. */
abstract class RequestBehaviour extends TransportFixture {

    /** Chooses the transport under test. */
    abstract EventSource.Builder choose(EventSource.Builder builder);

    final EventSource.Builder builder(String url) {
        return choose(EventSource.builder(url).reconnectionTime(SHORTEST).maxReconnectionTime(SHORTEST))
                .addEventListener(Event.class, recorder);
    }

    @Nested
    class A_query {

        @ParameterizedTest
        @CsvSource({
            "/, /?token=t",
            "/?, /?token=t",
            "/?a=b, /?a=b&token=t",
            "/?a=b&, /?a=b&token=t",
            "/#part, /?token=t",
            "/?a=b#part?x, /?a=b&token=t"
        })
        void follows_the_query_of_the_url(String path, String target) throws Exception {
            open(builder(server.url("/").replaceAll("/$", path)).query("token", "t"));

            assertThat(server.nextRequest().target()).isEqualTo(target);
        }

        @Test
        void is_encoded() throws Exception {
            open(builder(server.url("/")).query("a b", "c&d=e+f/{g}?#%é😀"));

            assertThat(server.nextRequest().target())
                    .isEqualTo("/?a%20b=c%26d%3De%2Bf%2F%7Bg%7D%3F%23%25%C3%A9%F0%9F%98%80");
        }

        /** It is unreserved. {@code %7E} is the same character, see RFC 3986, section 2.3. */
        @Test
        void has_a_tilde_in_either_form() throws Exception {
            open(builder(server.url("/")).query("a", "~"));

            assertThat(server.nextRequest().target()).isIn("/?a=~", "/?a=%7E");
        }

        @Test
        void replaces_an_earlier_one_with_the_name() throws Exception {
            open(builder(server.url("/?a=0"))
                    .query("a", "1")
                    .query("b", "2")
                    .query("A", "3")
                    .query("a", () -> "4"));

            assertThat(server.nextRequest().target()).isEqualTo("/?a=0&a=4&b=2&A=3");
        }

        @Test
        void is_supplied_at_each_attempt() throws Exception {
            AtomicInteger calls = new AtomicInteger();
            server.on("/", connection -> connection.stream());
            open(builder(server.url("/")).query("token", () -> "t" + calls.incrementAndGet()));

            assertThat(server.nextRequest().target()).isEqualTo("/?token=t1");
            assertThat(server.nextRequest().target()).isEqualTo("/?token=t2");
        }

        @Test
        void is_left_out_when_its_supplier_returns_null() throws Exception {
            open(builder(server.url("/")).query("token", () -> null).query("a", ""));

            assertThat(server.nextRequest().target()).isEqualTo("/?a=");
        }

        @Test
        void fails_the_attempt_when_its_supplier_does() throws Exception {
            Iterator<String> values = List.of("t").iterator();
            server.on("/", connection -> connection.stream());
            open(builder(server.url("/")).query("token", values::next));
            recorder.nextOpen();
            recorder.nextError();
            ErrorEvent error = recorder.nextError();

            assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
            assertThat(error.reason()).startsWith("the supplier of query token failed: ");
        }

        /** The client of the JDK writes such messages, here of an exchange of the application. */
        @ParameterizedTest
        @ValueSource(strings = {"unexpected content length header with 204 response", "Unexpected 101 response"})
        void fails_the_attempt_when_its_supplier_got_no_answer(String message) throws Exception {
            open(builder(server.url("/")).query("token", () -> {
                throw new UncheckedIOException(new IOException(message));
            }));
            ErrorEvent error = recorder.nextError();

            assertThat(error.kind()).isEqualTo(ErrorKind.REQUEST);
            assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
        }

        @Test
        void fails_the_attempt_when_its_value_cannot_be_encoded() throws Exception {
            open(builder(server.url("/")).query("token", () -> "\ud800secret"));

            assertThat(recorder.nextError().reason())
                    .isEqualTo("the request could not be made: query token: the value has half of a surrogate pair");
        }

        @Test
        void is_not_sent_along_with_a_redirect() throws Exception {
            server.on("/", connection -> connection.respond(302, "Location: /b", "Content-Length: 0"));
            open(builder(server.url("/?a=b")).query("token", "secret"));

            assertThat(server.nextRequest().target()).isEqualTo("/?a=b&token=secret");
            assertThat(server.nextRequest().target()).isEqualTo("/b");
        }

        /** A location of this kind stands for the URL of the request. */
        @Test
        void is_not_sent_along_with_a_redirect_to_a_fragment() throws Exception {
            server.on("/", connection -> connection.respond(302, "Location: #b", "Content-Length: 0"));
            open(builder(server.url("/?a=b")).query("token", "secret"));

            assertThat(server.nextRequest().target()).isEqualTo("/?a=b&token=secret");
            assertThat(server.nextRequest().target()).isEqualTo("/?a=b");
        }

        @Test
        void is_no_part_of_the_url_of_the_source() throws Exception {
            EventSource source = open(builder(server.url("/")).query("token", "secret"));
            server.nextRequest();

            assertThat(source.url()).hasToString(server.url("/"));
            assertThat(source.toString()).doesNotContain("secret");
        }

        @Test
        void goes_with_a_value_of_the_path() throws Exception {
            open(builder(server.url("") + "/{tenant}/stream").query("a", "1").path("tenant", "x/y"));

            assertThat(server.nextRequest().target()).isEqualTo("/x%2Fy/stream?a=1");
        }
    }

    @Nested
    class The_query_with_the_last_event_id {

        @Test
        void is_absent_without_an_id() throws Exception {
            open(builder(server.url("/")).lastEventIdQuery("since"));

            assertThat(server.nextRequest().target()).isEqualTo("/");
        }

        @Test
        void has_the_id_that_the_header_has() throws Exception {
            server.on("/", connection -> connection.stream("id: a/1\ndata: x\n\n"));
            open(builder(server.url("/")).lastEventId("0").lastEventIdQuery("since"));
            SseRequest first = server.nextRequest();
            SseRequest second = server.nextRequest();

            assertThat(first.target()).isEqualTo("/?since=0");
            assertThat(first.lastEventId()).contains("0");
            assertThat(second.target()).isEqualTo("/?since=a%2F1");
            assertThat(second.lastEventId()).contains("a/1");
        }

        /** No client but Jersey sends such a header. */
        @Test
        void has_an_id_that_no_header_can_have() throws Exception {
            server.on("/", connection -> connection.stream("id: \u0001é\ndata: x\n\n"));
            open(builder(server.url("/")).lastEventIdQuery("since"));
            server.nextRequest();
            SseRequest second = server.nextRequest();

            assertThat(second.target()).isEqualTo("/?since=%01%C3%A9");
            assertThat(second.lastEventId()).isEmpty();
        }

        @Test
        void replaces_a_query_with_the_name_as_soon_as_there_is_an_id() throws Exception {
            server.on("/", connection -> connection.stream("id: 7\ndata: x\n\n"));
            open(builder(server.url("/")).query("since", "begin").lastEventIdQuery("since"));

            assertThat(server.nextRequest().target()).isEqualTo("/?since=begin");
            assertThat(server.nextRequest().target()).isEqualTo("/?since=7");
        }

        @Test
        void leaves_out_an_id_that_makes_the_url_too_long() throws Exception {
            server.on(
                    "/",
                    connection -> connection.stream("id: 7\ndata: x\n\n"),
                    connection -> connection.respond(414, "Content-Length: 0"),
                    streaming("data: y\n\n"));
            open(builder(server.url("/")).lastEventIdQuery("since"));

            assertThat(server.nextRequest().target()).isEqualTo("/");
            assertThat(server.nextRequest().target()).isEqualTo("/?since=7");
            SseRequest third = server.nextRequest();
            assertThat(third.target()).isEqualTo("/");
            assertThat(third.lastEventId()).isEmpty();
        }
    }

    @Nested
    class The_header_accept {

        @Test
        void may_be_set() throws Exception {
            open(builder(server.url("/")).header("accept", "application/json, text/event-stream"));

            assertThat(server.nextRequest().header("Accept")).contains("application/json, text/event-stream");
        }

        @Test
        void is_the_standard_s_when_its_supplier_returns_null() throws Exception {
            open(builder(server.url("/")).header("Accept", () -> null));

            assertThat(server.nextRequest().header("Accept")).contains("text/event-stream");
        }

        @Test
        void is_the_standard_s_at_another_origin() throws Exception {
            try (SseServer other = SseServer.start()) {
                server.on(
                        "/", connection -> connection.respond(302, "Location: " + other.url("/"), "Content-Length: 0"));
                EventSource source = open(builder(server.url("/")).header("Accept", "application/x-secret"));
                SseRequest second = other.nextRequest();
                source.close();

                assertThat(second.header("Accept")).contains("text/event-stream");
            }
        }
    }
}
