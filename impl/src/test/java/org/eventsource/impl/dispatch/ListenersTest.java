package org.eventsource.impl.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eventsource.ListenerOption.ONCE;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventListener;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.impl.dispatch.Listeners.Handler;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which listeners are called for an event, and in which order. */
class ListenersTest {

    private static final Event OPEN = OpenEvent.of();
    private static final Event MESSAGE = MessageEvent.of("message", "data");
    private static final Event TICK = MessageEvent.of("tick", "data");
    private static final Event ERROR = ErrorEvent.of(ReadyState.CONNECTING, "lost");
    private static final Event SERVERS_OPEN = MessageEvent.of("open", "data");
    private static final Event SERVERS_ERROR = MessageEvent.of("error", "data");

    private final List<String> heard = new ArrayList<>();
    private final List<Throwable> reported = new ArrayList<>();
    private final CapturedLogger logger = new CapturedLogger();
    private final Listeners listeners = new Listeners((event, failure, reports) -> reported.add(failure));

    private <E extends Event> EventListener<E> named(String name) {
        return event -> heard.add(name);
    }

    private List<String> dispatch(Event... events) {
        for (Event event : events) {
            listeners.dispatch(event);
        }
        return heard;
    }

    @Nested
    class Order {

        @Test
        void is_that_in_which_they_were_added() {
            listeners.add("tick", named("a"));
            listeners.add(Event.class, named("b"));
            listeners.add("tick", MessageEvent.class, named("c"));
            listeners.add(MessageEvent.class, named("d"));

            assertThat(dispatch(TICK)).containsExactly("a", "b", "c", "d");
        }

        @Test
        void counts_handlers_among_the_listeners() {
            listeners.add("message", named("a"));
            listeners.set(Handler.MESSAGE, named("handler"));
            listeners.add("message", named("b"));

            assertThat(dispatch(MESSAGE)).containsExactly("a", "handler", "b");
        }

        @Test
        void puts_one_that_is_added_again_after_its_removal_at_the_end() {
            EventListener<Event> listener = named("a");
            listeners.add(Event.class, listener);
            listeners.add("tick", named("b"));
            listeners.remove(Event.class, listener);
            listeners.add(Event.class, listener);

            assertThat(dispatch(TICK)).containsExactly("b", "a");
        }
    }

    @Nested
    class Identity {

        private final EventListener<Event> listener = named("x");

        @Test
        void of_type_and_listener_adds_it_once() {
            listeners.add("tick", listener);
            listeners.add("tick", listener);

            assertThat(dispatch(TICK)).containsExactly("x");
        }

        @Test
        void of_kind_and_listener_adds_it_once() {
            listeners.add(MessageEvent.class, listener);
            listeners.add(MessageEvent.class, listener);

            assertThat(dispatch(TICK)).containsExactly("x");
        }

        @Test
        void keeps_the_place_of_the_first() {
            listeners.add("tick", listener);
            listeners.add("tick", named("a"));
            listeners.add("tick", listener);

            assertThat(dispatch(TICK)).containsExactly("x", "a");
        }

        @Test
        void keeps_the_options_of_the_first() {
            listeners.add("tick", listener, ONCE);
            listeners.add("tick", listener);

            assertThat(dispatch(TICK, TICK)).containsExactly("x");
        }

        @Test
        void does_not_take_options_that_come_later() {
            listeners.add("tick", listener);
            listeners.add("tick", listener, ONCE);

            assertThat(dispatch(TICK, TICK)).containsExactly("x", "x");
        }

        @Test
        void keeps_the_kind_of_the_first_for_a_type() {
            listeners.add("error", MessageEvent.class, listener);
            listeners.add("error", Event.class, listener);

            assertThat(dispatch(ERROR)).isEmpty();
        }

        @Test
        void differs_by_type() {
            listeners.add("tick", listener);
            listeners.add("tock", listener);

            assertThat(dispatch(TICK, MessageEvent.of("tock", ""))).containsExactly("x", "x");
        }

        @Test
        void differs_by_kind() {
            listeners.add(MessageEvent.class, listener);
            listeners.add(Event.class, listener);

            assertThat(dispatch(TICK)).containsExactly("x", "x");
        }

        @Test
        void of_a_type_is_another_than_of_a_kind() {
            listeners.add("tick", listener);
            listeners.add(MessageEvent.class, listener);

            assertThat(dispatch(TICK)).containsExactly("x", "x");
        }

        @Test
        void is_that_of_the_object_and_not_what_equals_says() {
            record Equal(List<String> heard) implements EventListener<Event> {
                @Override
                public void handleEvent(Event event) {
                    heard.add("equal");
                }
            }
            listeners.add("tick", new Equal(heard));
            listeners.add("tick", new Equal(heard));

            assertThat(dispatch(TICK).stream().filter("equal"::equals)).hasSize(2);
        }

        @Test
        void of_a_handler_is_its_own() {
            listeners.add("message", listener);
            listeners.set(Handler.MESSAGE, listener);
            listeners.add("message", MessageEvent.class, listener);

            assertThat(dispatch(MESSAGE)).containsExactly("x", "x");
        }

        @Test
        void of_a_handler_does_not_keep_a_listener_out() {
            listeners.set(Handler.MESSAGE, listener);
            listeners.add("message", listener);

            assertThat(dispatch(MESSAGE)).containsExactly("x", "x");
        }
    }

    @Nested
    class Choice {

        @Test
        void by_type_is_of_messages_alone() {
            listeners.add("open", named("open"));
            listeners.add("error", named("error"));

            assertThat(dispatch(OPEN, ERROR)).isEmpty();
        }

        @Test
        void by_type_takes_messages_of_any_name() {
            listeners.add("open", named("open"));
            listeners.add("error", named("error"));

            assertThat(dispatch(SERVERS_ERROR, SERVERS_OPEN)).containsExactly("error", "open");
        }

        @Test
        void by_type_tells_case_apart() {
            listeners.add("Tick", named("x"));

            assertThat(dispatch(TICK)).isEmpty();
        }

        @Test
        void by_kind_takes_every_type() {
            listeners.add(MessageEvent.class, named("x"));

            assertThat(dispatch(MESSAGE, TICK, SERVERS_ERROR)).hasSize(3);
        }

        @Test
        void by_kind_leaves_other_kinds_out() {
            listeners.add(MessageEvent.class, named("message"));
            listeners.add(ErrorEvent.class, named("error"));
            listeners.add(OpenEvent.class, named("open"));

            assertThat(dispatch(OPEN, MESSAGE, ERROR)).containsExactly("open", "message", "error");
        }

        @Test
        void of_every_kind_takes_all() {
            listeners.add(Event.class, named("x"));

            assertThat(dispatch(OPEN, MESSAGE, TICK, ERROR)).hasSize(4);
        }

        @Test
        void by_type_and_kind_asks_for_both() {
            listeners.add("error", ErrorEvent.class, named("x"));

            assertThat(dispatch(SERVERS_ERROR, TICK, OPEN)).isEmpty();
            assertThat(dispatch(ERROR)).containsExactly("x");
        }

        @Test
        void by_type_of_every_kind_is_that_of_the_dom() {
            listeners.add("error", Event.class, named("x"));

            assertThat(dispatch(SERVERS_ERROR, ERROR, OPEN, TICK)).containsExactly("x", "x");
        }

        @Test
        void by_a_type_that_no_event_of_the_kind_has_is_of_none() {
            listeners.add("tick", ErrorEvent.class, named("x"));

            assertThat(dispatch(TICK, ERROR)).isEmpty();
        }

        @Test
        void of_handlers_is_by_kind_too() {
            listeners.set(Handler.OPEN, named("open"));
            listeners.set(Handler.MESSAGE, named("message"));
            listeners.set(Handler.ERROR, named("error"));

            assertThat(dispatch(SERVERS_OPEN, SERVERS_ERROR, TICK)).isEmpty();
            assertThat(dispatch(OPEN, MESSAGE, ERROR)).containsExactly("open", "message", "error");
        }

        @Test
        void never_gives_a_listener_what_it_cannot_take() {
            EventListener<MessageEvent> messages = message -> heard.add(message.data());
            EventListener<ErrorEvent> errors = error -> heard.add(error.reason());
            EventListener<OpenEvent> opens = open -> heard.add(open.type());
            listeners.add("error", messages);
            listeners.add(MessageEvent.class, messages);
            listeners.add("error", ErrorEvent.class, errors);
            listeners.add(ErrorEvent.class, errors);
            listeners.add("open", OpenEvent.class, opens);
            listeners.set(Handler.MESSAGE, messages);
            listeners.set(Handler.ERROR, errors);
            listeners.set(Handler.OPEN, opens);

            dispatch(OPEN, MESSAGE, TICK, ERROR, SERVERS_OPEN, SERVERS_ERROR);

            assertThat(reported).isEmpty();
        }
    }

    @Nested
    class Removal {

        private final EventListener<Event> listener = named("x");

        @Test
        void by_type_takes_that_of_the_type() {
            listeners.add("tick", listener);
            listeners.remove("tick", listener);

            assertThat(dispatch(TICK)).isEmpty();
        }

        @Test
        void by_type_takes_that_of_type_and_kind() {
            listeners.add("error", Event.class, listener);
            listeners.remove("error", listener);

            assertThat(dispatch(ERROR)).isEmpty();
        }

        @Test
        void by_kind_takes_that_of_the_kind() {
            listeners.add(Event.class, listener);
            listeners.remove(Event.class, listener);

            assertThat(dispatch(TICK)).isEmpty();
        }

        @Test
        void by_another_type_takes_nothing() {
            listeners.add("tick", listener);
            listeners.remove("tock", listener);

            assertThat(dispatch(TICK)).containsExactly("x");
        }

        @Test
        void by_another_kind_takes_nothing() {
            listeners.add(MessageEvent.class, listener);
            listeners.remove(Event.class, listener);

            assertThat(dispatch(TICK)).containsExactly("x");
        }

        @Test
        void by_kind_does_not_take_that_of_type_and_kind() {
            listeners.add("tick", MessageEvent.class, listener);
            listeners.remove(MessageEvent.class, listener);

            assertThat(dispatch(TICK)).containsExactly("x");
        }

        @Test
        void by_type_does_not_take_that_of_the_kind() {
            listeners.add(MessageEvent.class, listener);
            listeners.remove("tick", listener);

            assertThat(dispatch(TICK)).containsExactly("x");
        }

        @Test
        void of_another_object_takes_nothing() {
            listeners.add("tick", listener);
            listeners.remove("tick", named("x"));

            assertThat(dispatch(TICK)).containsExactly("x");
        }

        @Test
        void does_not_take_a_handler() {
            listeners.set(Handler.MESSAGE, listener);
            listeners.remove("message", listener);
            listeners.remove(MessageEvent.class, listener);

            assertThat(dispatch(MESSAGE)).containsExactly("x");
        }

        @Test
        void of_a_listener_leaves_the_same_object_as_a_handler() {
            listeners.add("message", listener);
            listeners.set(Handler.MESSAGE, listener);
            listeners.remove("message", listener);

            assertThat(dispatch(MESSAGE)).containsExactly("x");
        }
    }

    @Nested
    class During_dispatch {

        @Test
        void one_that_is_added_does_not_hear_the_event() {
            listeners.add("tick", event -> listeners.add("tick", named("late")));

            assertThat(dispatch(TICK)).isEmpty();
        }

        @Test
        void one_that_is_added_hears_the_next_event() {
            listeners.add("tick", event -> listeners.add("tick", named("late")), ONCE);

            assertThat(dispatch(TICK, TICK)).containsExactly("late");
        }

        @Test
        void one_that_is_removed_before_its_turn_is_passed_over() {
            EventListener<Event> removed = named("removed");
            listeners.add("tick", event -> listeners.remove("tick", removed));
            listeners.add("tick", removed);
            listeners.add("tick", named("last"));

            assertThat(dispatch(TICK)).containsExactly("last");
        }

        @Test
        void one_that_is_removed_after_its_turn_keeps_nobody_from_hearing() {
            EventListener<Event> first = named("first");
            listeners.add("tick", first);
            listeners.add("tick", event -> listeners.remove("tick", first));
            listeners.add("tick", named("last"));

            assertThat(dispatch(TICK)).containsExactly("first", "last");
        }

        @Test
        void one_that_is_removed_and_added_again_does_not_hear_the_event() {
            EventListener<Event> moved = named("moved");
            listeners.add("tick", event -> {
                listeners.remove("tick", moved);
                listeners.add("tick", moved);
            });
            listeners.add("tick", moved);

            assertThat(dispatch(TICK)).isEmpty();
        }

        @Test
        void one_that_removes_itself_is_not_called_again() {
            List<EventListener<Event>> self = new ArrayList<>();
            self.add(event -> {
                heard.add("self");
                listeners.remove("tick", self.get(0));
            });
            listeners.add("tick", self.get(0));

            assertThat(dispatch(TICK, TICK)).containsExactly("self");
        }

        @Test
        void a_handler_that_is_replaced_before_its_turn_is_the_new_one() {
            listeners.add("message", event -> listeners.set(Handler.MESSAGE, named("new")));
            listeners.set(Handler.MESSAGE, named("old"));

            assertThat(dispatch(MESSAGE)).containsExactly("new");
        }

        @Test
        void a_handler_that_is_taken_out_before_its_turn_is_passed_over() {
            listeners.add("message", event -> listeners.set(Handler.MESSAGE, null));
            listeners.set(Handler.MESSAGE, named("old"));

            assertThat(dispatch(MESSAGE)).isEmpty();
        }

        @Test
        void an_event_in_between_reaches_all() {
            listeners.add("tick", event -> listeners.dispatch(MESSAGE), ONCE);
            listeners.add(MessageEvent.class, event -> heard.add(event.type()));

            assertThat(dispatch(TICK)).containsExactly("message", "tick");
        }
    }

    @Nested
    class Once {

        @Test
        void is_once() {
            listeners.add("tick", named("x"), ONCE);

            assertThat(dispatch(TICK, TICK)).containsExactly("x");
        }

        @Test
        void is_over_before_the_call() {
            listeners.add(
                    MessageEvent.class,
                    event -> {
                        heard.add(event.type());
                        listeners.dispatch(MESSAGE);
                    },
                    ONCE);

            assertThat(dispatch(TICK)).containsExactly("tick");
        }

        @Test
        void is_not_spent_by_an_event_of_another_type() {
            listeners.add("tick", named("x"), ONCE);

            assertThat(dispatch(MESSAGE, TICK)).containsExactly("x");
        }

        @Test
        void is_over_also_if_the_listener_throws() {
            listeners.add(
                    "tick",
                    event -> {
                        heard.add("x");
                        throw new IOException();
                    },
                    ONCE);

            assertThat(dispatch(TICK, TICK)).containsExactly("x");
        }

        @Test
        void may_be_said_again() {
            EventListener<Event> listener = named("x");
            listeners.add("tick", listener, ONCE);
            dispatch(TICK);
            listeners.add("tick", listener, ONCE);

            assertThat(dispatch(TICK, TICK)).containsExactly("x", "x");
        }
    }

    @Nested
    class Handlers {

        @Test
        void keep_their_place_when_they_are_replaced() {
            listeners.set(Handler.MESSAGE, named("old"));
            listeners.add("message", named("a"));
            listeners.set(Handler.MESSAGE, named("new"));

            assertThat(dispatch(MESSAGE)).containsExactly("new", "a");
        }

        @Test
        void are_taken_out_by_null() {
            listeners.set(Handler.MESSAGE, named("old"));
            listeners.set(Handler.MESSAGE, null);

            assertThat(dispatch(MESSAGE)).isEmpty();
        }

        @Test
        void go_to_the_end_when_they_are_set_after_null() {
            listeners.set(Handler.MESSAGE, named("old"));
            listeners.add("message", named("a"));
            listeners.set(Handler.MESSAGE, null);
            listeners.set(Handler.MESSAGE, named("new"));

            assertThat(dispatch(MESSAGE)).containsExactly("a", "new");
        }

        @Test
        void may_be_taken_out_when_there_are_none() {
            listeners.set(Handler.ERROR, null);

            assertThat(listeners.isEmpty()).isTrue();
        }

        @Test
        void do_not_touch_each_other() {
            listeners.set(Handler.OPEN, named("open"));
            listeners.set(Handler.MESSAGE, named("message"));
            listeners.set(Handler.OPEN, null);

            assertThat(dispatch(OPEN, MESSAGE)).containsExactly("message");
        }
    }

    @Nested
    class Failures {

        @Test
        void do_not_keep_others_from_hearing() {
            listeners.add("tick", event -> {
                throw new IOException("checked");
            });
            listeners.add("tick", event -> {
                throw new IllegalStateException("unchecked");
            });
            listeners.add("tick", event -> {
                throw new AssertionError("error");
            });
            listeners.add("tick", named("last"));

            assertThat(dispatch(TICK)).containsExactly("last");
            assertThat(reported).extracting(Throwable::getMessage).containsExactly("checked", "unchecked", "error");
        }

        @Test
        void do_not_cost_the_listener_its_place() {
            listeners.add("tick", event -> {
                heard.add("x");
                throw new IOException();
            });

            assertThat(dispatch(TICK, TICK)).containsExactly("x", "x");
        }

        @Test
        void of_each_listener_are_counted_by_themselves() {
            Listeners counting = new Listeners((event, failure, reports) -> reports.log(logger, "it failed", failure));
            for (int i = 0; i < 2; i++) {
                counting.add("tick", new EventListener<Event>() {
                    @Override
                    public void handleEvent(Event event) {
                        throw new IllegalStateException();
                    }
                });
            }
            counting.dispatch(TICK);

            assertThat(logger.messages).containsExactly("WARNING it failed", "WARNING it failed");
        }

        @Test
        void of_the_virtual_machine_go_through() {
            OutOfMemoryError error = new OutOfMemoryError("as if");
            listeners.add("tick", event -> {
                throw error;
            });
            listeners.add("tick", named("other"));

            assertThatThrownBy(() -> listeners.dispatch(TICK)).isSameAs(error);
            assertThat(heard).isEmpty();
            assertThat(reported).isEmpty();
        }
    }

    @Nested
    class A_copy {

        private final Listeners copy() {
            return listeners.copy((event, failure, reports) -> heard.add("copy's log"));
        }

        @Test
        void has_the_same_listeners_in_the_same_order() {
            listeners.add("message", named("a"));
            listeners.set(Handler.MESSAGE, named("handler"));
            listeners.add("message", named("b"), ONCE);
            copy().dispatch(MESSAGE);

            assertThat(heard).containsExactly("a", "handler", "b");
        }

        @Test
        void does_not_see_later_changes_of_the_original() {
            EventListener<Event> removed = named("removed");
            listeners.add("message", removed);
            listeners.set(Handler.MESSAGE, named("handler"));
            Listeners copy = copy();
            listeners.remove("message", removed);
            listeners.set(Handler.MESSAGE, named("other"));
            listeners.add("message", named("added"));
            copy.dispatch(MESSAGE);

            assertThat(heard).containsExactly("removed", "handler");
        }

        @Test
        void does_not_change_the_original() {
            listeners.add("message", named("once"), ONCE);
            listeners.set(Handler.MESSAGE, named("handler"));
            Listeners copy = copy();
            copy.set(Handler.MESSAGE, null);
            copy.dispatch(MESSAGE);

            assertThat(dispatch(MESSAGE)).containsExactly("once", "once", "handler");
        }

        @Test
        void keeps_the_place_of_a_handler_that_is_replaced() {
            listeners.set(Handler.MESSAGE, named("old"));
            listeners.add("message", named("a"));
            Listeners copy = copy();
            copy.set(Handler.MESSAGE, named("new"));
            copy.dispatch(MESSAGE);

            assertThat(heard).containsExactly("new", "a");
        }

        @Test
        void reports_to_its_own_log_what_the_original_has_reported_before() {
            listeners.add("message", event -> {
                throw new IllegalStateException();
            });
            listeners.dispatch(MESSAGE);
            copy().dispatch(MESSAGE);

            assertThat(heard).containsExactly("copy's log");
            assertThat(reported).hasSize(1);
        }
    }

    @Test
    void no_argument_may_be_null() {
        assertThatNullPointerException()
                .isThrownBy(() -> listeners.add((String) null, named("x")))
                .withMessage("type");
        assertThatNullPointerException()
                .isThrownBy(() -> listeners.add((Class<Event>) null, named("x")))
                .withMessage("kind");
        assertThatNullPointerException()
                .isThrownBy(() -> listeners.add("tick", (Class<Event>) null, named("x")))
                .withMessage("kind");
        assertThatNullPointerException()
                .isThrownBy(() -> listeners.add("tick", null))
                .withMessage("listener");
        assertThatNullPointerException()
                .isThrownBy(() -> listeners.add(Event.class, null))
                .withMessage("listener");
        assertThatNullPointerException()
                .isThrownBy(() -> listeners.remove("tick", null))
                .withMessage("listener");
        assertThatNullPointerException()
                .isThrownBy(() -> listeners.remove((Class<?>) null, named("x")))
                .withMessage("kind");
    }
}
