package org.eventsource.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.eventsource.EventTooLargeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules of HTML 9.2.5 and 9.2.6, one in each test, and the life cycle of a parser. */
class EventStreamParserTest {

    private final Recording recording = new Recording();
    private final EventStreamParser parser = new EventStreamParser(recording);

    private List<String> parse(String... feeds) {
        for (String feed : feeds) {
            feed(parser, feed.getBytes(UTF_8));
        }
        return recording.calls;
    }

    private static void feed(EventStreamParser parser, byte[] bytes) {
        Recording.feedAndSpoil(parser, bytes);
    }

    private static void feed(EventStreamParser parser, String text) {
        feed(parser, text.getBytes(UTF_8));
    }

    @Nested
    class Lines {

        @Test
        void end_with_line_feed() {
            assertThat(parse("data:a\n\ndata:b\n\n")).containsExactly("event message|a|", "event message|b|");
        }

        @Test
        void end_with_carriage_return() {
            assertThat(parse("data:a\r\rdata:b\r\r")).containsExactly("event message|a|", "event message|b|");
        }

        @Test
        void end_with_both() {
            assertThat(parse("data:a\r\n\r\ndata:b\r\n\r\n")).containsExactly("event message|a|", "event message|b|");
        }

        @Test
        void may_end_in_three_ways_in_one_stream() {
            assertThat(parse("data:a\rdata:b\r\ndata:c\n\r")).containsExactly("event message|a\nb\nc|");
        }

        @Test
        void are_complete_at_a_carriage_return_without_waiting_for_the_next_byte() {
            assertThat(parse("data:a\r\r")).containsExactly("event message|a|");
        }

        @Test
        void are_not_ended_twice_by_a_carriage_return_and_a_line_feed_in_two_feeds() {
            assertThat(parse("data:a\r", "\ndata:b\r", "\n\r", "\n")).containsExactly("event message|a\nb|");
        }

        @Test
        void are_not_ended_twice_when_an_empty_feed_comes_between_carriage_return_and_line_feed() {
            assertThat(parse("data:a\r", "", "\ndata:b\n\n")).containsExactly("event message|a\nb|");
        }

        @Test
        void of_a_new_stream_know_nothing_of_a_carriage_return_that_ended_the_old_one() {
            parse("data:a\r\r");
            parser.end();
            feed(parser, Recording.bytes(0xEF));
            parse("\ndata:b\n\n");

            assertThat(recording.calls).containsExactly("event message|a|", "event message|b|");
        }

        @Test
        void are_not_ended_by_other_white_space() {
            assertThat(parse("data:a\u000b\u000c\u0085\u2028b\n\n"))
                    .containsExactly("event message|a\u000b\u000c\u0085\u2028b|");
        }

        @Test
        void are_found_at_every_length() {
            StringBuilder stream = new StringBuilder();
            List<String> expected = new ArrayList<>();
            for (int length = 0; length < 100; length++) {
                stream.append("data:").append("x".repeat(length)).append("\n\n");
                expected.add("event message|" + "x".repeat(length) + "|");
            }

            assertThat(parse(stream.toString())).isEqualTo(expected);
        }

        @Test
        void may_contain_bytes_that_differ_from_line_ends_in_one_bit() {
            String text = "\u000b\u0008\u000e\u0002\u001a\u002a\u000c\u000f\u0009\u0005\u001d\u002d".repeat(20);

            assertThat(parse("data:" + text + "\n\n")).containsExactly("event message|" + text + "|");
        }
    }

    @Nested
    class ByteOrderMarks {

        @Test
        void are_dropped_at_the_start() {
            assertThat(parse("\uFEFFdata:a\n\n")).containsExactly("event message|a|");
        }

        @Test
        void are_dropped_when_torn() {
            byte[] mark = "\uFEFF".getBytes(UTF_8);
            for (byte part : mark) {
                feed(parser, new byte[] {part});
            }

            assertThat(parse("data:a\n\n")).containsExactly("event message|a|");
        }

        @Test
        void are_dropped_only_once() {
            assertThat(parse("\uFEFF\uFEFFdata:a\n\n")).isEmpty();
        }

        @Test
        void belong_to_the_text_later_on() {
            assertThat(parse("data:\uFEFFa\n\n")).containsExactly("event message|\uFEFFa|");
        }

        @Test
        void belong_to_the_field_name_at_the_start_of_a_later_line() {
            assertThat(parse("\n\uFEFFdata:a\n\n")).isEmpty();
        }

        @Test
        void are_dropped_at_the_start_of_each_stream() {
            parse("\uFEFFdata:a\n\n");
            parser.end();
            parse("\uFEFFdata:b\n\n");

            assertThat(recording.calls).containsExactly("event message|a|", "event message|b|");
        }

        @Test
        void that_end_too_early_are_part_of_the_first_line() {
            feed(parser, new byte[] {(byte) 0xEF, (byte) 0xBB});

            assertThat(parse("data:a\ndata:b\n\n")).containsExactly("event message|b|");
        }

        @Test
        void that_end_too_early_before_a_line_end_are_no_blank_line() {
            parse("data:a\n\n");
            parser.end();
            feed(parser, new byte[] {(byte) 0xEF});
            parse("\ndata:b\n\n");

            assertThat(recording.calls).containsExactly("event message|a|", "event message|b|");
        }

        @Test
        void that_one_stream_left_unfinished_are_not_finished_by_the_next() {
            feed(parser, new byte[] {(byte) 0xEF, (byte) 0xBB});
            parser.end();
            feed(parser, new byte[] {(byte) 0xBF});

            assertThat(parse("data:a\n\n")).isEmpty();
        }
    }

    @Nested
    class Fields {

        @Test
        void are_split_at_the_first_colon() {
            assertThat(parse("data:a:b\n\n")).containsExactly("event message|a:b|");
        }

        @Test
        void lose_one_leading_space_of_their_value() {
            assertThat(parse("data: a\n\n")).containsExactly("event message|a|");
        }

        @Test
        void lose_only_one_leading_space() {
            assertThat(parse("data:   a \n\n")).containsExactly("event message|  a |");
        }

        @Test
        void keep_a_leading_tab() {
            assertThat(parse("data:\ta\n\n")).containsExactly("event message|\ta|");
        }

        @Test
        void may_consist_of_a_space_only() {
            assertThat(parse("data: \n\n")).containsExactly("event message||");
        }

        @Test
        void have_an_empty_value_without_a_colon() {
            assertThat(parse("data\ndata\n\n")).containsExactly("event message|\n|");
        }

        @Test
        void are_case_sensitive() {
            assertThat(parse("DATA:a\nData:b\n\n")).isEmpty();
        }

        @Test
        void are_not_known_with_a_space_before_the_name() {
            assertThat(parse(" data:a\n\n")).isEmpty();
        }

        @Test
        void are_not_known_with_a_space_after_the_name() {
            assertThat(parse("data :a\n\n")).isEmpty();
        }

        @Test
        void are_not_known_by_a_part_of_their_name() {
            assertThat(parse("dat:a\nd\ndatas:b\ni:1\nids:1\nevents:e\nretr:1\nretrys:2\n\n"))
                    .isEmpty();
        }

        @Test
        void that_are_unknown_do_not_cancel_the_event() {
            assertThat(parse("data:a\nfoo:b\nbar\n\n")).containsExactly("event message|a|");
        }

        @Test
        void may_come_in_any_order() {
            assertThat(parse("id:1\ndata:a\nevent:e\n\n")).containsExactly("id 1", "event e|a|1");
        }

        @Test
        void without_a_value_have_none_of_a_torn_line_before() {
            assertThat(parse("data: a", "b\n\n", "data:", "\n\n"))
                    .containsExactly("event message|ab|", "event message||");
        }

        @Test
        void may_be_torn_anywhere() {
            assertThat(parse("da", "ta", ":", " ", " a", "b", "\n", "\n")).containsExactly("event message| ab|");
        }
    }

    @Nested
    class Data {

        @Test
        void of_several_lines_is_joined_by_line_feeds() {
            assertThat(parse("data:a\ndata:b\ndata:c\n\n")).containsExactly("event message|a\nb\nc|");
        }

        @Test
        void keeps_its_order_when_lines_of_other_fields_come_between() {
            assertThat(parse("data:a\nid:1\ndata:b\n:c\ndata:c\n\n"))
                    .containsExactly("comment c", "id 1", "event message|a\nb\nc|1");
        }

        @Test
        void may_end_with_empty_lines() {
            assertThat(parse("data:a\ndata:\ndata:\n\n")).containsExactly("event message|a\n\n|");
        }

        @Test
        void may_be_empty() {
            assertThat(parse("data\n\n")).containsExactly("event message||");
        }

        @Test
        void survives_the_reuse_of_the_bytes_fed() {
            assertThat(parse("data:a\n", "data:b\n", "data:c", "d\n", "\n")).containsExactly("event message|a\nb\ncd|");
        }

        @Test
        void survives_a_torn_line_of_another_field() {
            assertThat(parse("data:first value\nid:12345", "678\n", "event:some", "thing\n\n"))
                    .containsExactly("id 12345678", "event something|first value|12345678");
        }

        @Test
        void may_contain_nul() {
            assertThat(parse("data:a\0b\n\n")).containsExactly("event message|a\0b|");
        }

        @Test
        void that_is_missing_makes_no_event() {
            assertThat(parse("event:e\n\nretry:1\n\n:c\n\n\n\n")).containsExactly("retry 1", "comment c");
        }
    }

    @Nested
    class EventTypesRead {

        @Test
        void are_message_by_default() {
            assertThat(parse("data:a\n\n")).containsExactly("event message|a|");
        }

        @Test
        void are_those_of_the_event_field() {
            assertThat(parse("event: tick\ndata:a\n\n")).containsExactly("event tick|a|");
        }

        @Test
        void are_those_of_the_last_event_field() {
            assertThat(parse("event:a\nevent:b\ndata:a\n\n")).containsExactly("event b|a|");
        }

        @Test
        void are_message_when_the_last_event_field_is_empty() {
            assertThat(parse("event:a\nevent\ndata:a\n\n")).containsExactly("event message|a|");
        }

        @Test
        void hold_for_one_block() {
            assertThat(parse("event:a\ndata:1\n\ndata:2\n\n")).containsExactly("event a|1|", "event message|2|");
        }

        @Test
        void are_forgotten_after_a_block_without_data() {
            assertThat(parse("event:a\n\ndata:1\n\n")).containsExactly("event message|1|");
        }

        @Test
        void are_told_apart_when_they_look_alike() {
            assertThat(parse("event:abcd\ndata:1\n\nevent:axyd\ndata:2\n\nevent:abcd\ndata:3\n\n"))
                    .containsExactly("event abcd|1|", "event axyd|2|", "event abcd|3|");
        }

        @Test
        void may_be_of_any_length_and_language() {
            String type = "イベント".repeat(50);

            assertThat(parse("event:" + type + "\ndata:1\n\n")).containsExactly("event " + type + "|1|");
        }

        @Test
        void are_the_same_string_each_time() {
            List<String> types = new ArrayList<>();
            EventStreamParser parser = new EventStreamParser((type, data, id) -> types.add(type));
            feed(parser, "event:tick\ndata:1\n\nevent:tock\ndata:2\n\nevent:tick\ndata:3\n\n");

            assertThat(types.get(2)).isSameAs(types.get(0));
        }

        @Test
        void are_kept_up_to_64_bytes() {
            byte[] type = "x".repeat(64).getBytes(UTF_8);
            EventTypes types = new EventTypes();

            assertThat(types.of(type, 0, type.length)).isSameAs(types.of(type, 0, type.length));
        }

        @Test
        void are_not_kept_when_they_are_longer() {
            byte[] type = "x".repeat(65).getBytes(UTF_8);
            EventTypes types = new EventTypes();

            assertThat(types.of(type, 0, type.length)).isNotSameAs(types.of(type, 0, type.length));
        }
    }

    @Nested
    class Ids {

        @Test
        void are_empty_at_first() {
            assertThat(parser.lastEventId()).isEmpty();
        }

        @Test
        void hold_for_the_events_after() {
            assertThat(parse("id:1\ndata:a\n\ndata:b\n\n"))
                    .containsExactly("id 1", "event message|a|1", "event message|b|1");
        }

        @Test
        void may_be_given_at_construction() {
            EventStreamParser parser = new EventStreamParser(recording, 100, "7");
            feed(parser, "data:a\n\n");

            assertThat(recording.calls).containsExactly("event message|a|7");
        }

        @Test
        void of_a_block_without_data_show_without_event() {
            assertThat(parse("id:1\n\n")).containsExactly("id 1");
        }

        @Test
        void of_a_block_without_data_hold_for_the_next() {
            assertThat(parse("id:1\n\ndata:a\n\n")).containsExactly("id 1", "event message|a|1");
        }

        @Test
        void are_the_last_of_a_block() {
            assertThat(parse("id:1\nid:2\ndata:a\n\n")).containsExactly("id 2", "event message|a|2");
        }

        @Test
        void are_reset_by_an_empty_one() {
            assertThat(parse("id:1\n\nid:\ndata:a\n\n")).containsExactly("id 1", "id ", "event message|a|");
        }

        @Test
        void are_reset_by_a_field_without_colon() {
            assertThat(parse("id:1\n\nid\ndata:a\n\n")).containsExactly("id 1", "id ", "event message|a|");
        }

        @Test
        void with_nul_are_ignored() {
            assertThat(parse("id:1\nid:2\0\nid:\0\ndata:a\n\nid:\0003\n\n"))
                    .containsExactly("id 1", "event message|a|1");
        }

        @Test
        void are_not_committed_before_the_blank_line() {
            parse("id:1\n\nid:2\ndata:a\n");

            assertThat(parser.lastEventId()).isEqualTo("1");
        }

        @Test
        void are_committed_at_the_blank_line() {
            parse("id:1\n\n");

            assertThat(parser.lastEventId()).isEqualTo("1");
        }

        @Test
        void are_committed_before_the_handler_is_called() {
            List<String> seen = new ArrayList<>();
            EventStreamParser[] parser = new EventStreamParser[1];
            parser[0] = new EventStreamParser(new EventStreamHandler() {
                @Override
                public void onEvent(String type, String data, String lastEventId) {}

                @Override
                public void onLastEventId(String id) {
                    seen.add(parser[0].lastEventId());
                }
            });
            feed(parser[0], "id:1\n\n");

            assertThat(seen).containsExactly("1");
        }

        @Test
        void of_an_unfinished_block_do_not_enter_the_next_stream() {
            parse("id:1\n\nid:2\ndata:a\n");
            parser.end();
            parse("data:b\n\n");

            assertThat(recording.calls).containsExactly("id 1", "event message|b|1");
        }

        @Test
        void survive_the_end_of_the_stream() {
            parse("id:1\n\n");
            parser.end();

            assertThat(parser.lastEventId()).isEqualTo("1");
        }

        @Test
        void may_be_anything_but_nul_and_line_ends() {
            assertThat(parse("id:  a:é😀 \ndata:x\n\n")).containsExactly("id  a:é😀 ", "event message|x| a:é😀 ");
        }
    }

    @Nested
    class Blocks {

        private final EventStreamParser parser = new EventStreamParser(new EventStreamHandler() {
            @Override
            public void onBlock(@Nullable String type, @Nullable String data, @Nullable String id) {
                recording.calls.add("block " + type + "|" + data + "|" + id);
            }

            @Override
            public void onLastEventId(String id) {
                recording.onLastEventId(id);
            }

            @Override
            public void onEvent(String type, String data, String lastEventId) {
                recording.onEvent(type, data, lastEventId);
            }
        });

        @Test
        void show_before_what_they_mean() {
            feed(parser, "event:e\ndata:a\nid:1\n\n");

            assertThat(recording.calls).containsExactly("block e|a|1", "id 1", "event e|a|1");
        }

        @Test
        void show_what_they_have_not() {
            feed(parser, "event:e\n\ndata\n\nid\n\n\n");

            assertThat(recording.calls)
                    .containsExactly(
                            "block e|null|null",
                            "block null||null",
                            "event message||",
                            "block null|null|",
                            "id ",
                            "block null|null|null");
        }
    }

    @Nested
    class RetryTimes {

        @Test
        void are_milliseconds() {
            assertThat(parse("retry: 1500\n")).containsExactly("retry 1500");
        }

        @Test
        void show_before_the_block_ends() {
            assertThat(parse("data:a\nretry:10\ndata:b\n\n")).containsExactly("retry 10", "event message|a\nb|");
        }

        @Test
        void may_be_zero() {
            assertThat(parse("retry:0\n")).containsExactly("retry 0");
        }

        @Test
        void may_have_leading_zeros() {
            assertThat(parse("retry:0000000000000000000000000000010\n")).containsExactly("retry 10");
        }

        @Test
        void reach_up_to_the_largest_long() {
            assertThat(parse("retry:9223372036854775807\nretry:9223372036854775806\n"))
                    .containsExactly("retry 9223372036854775807", "retry 9223372036854775806");
        }

        @Test
        void saturate() {
            assertThat(parse("retry:9223372036854775808\nretry:18446744073709551616\nretry:" + "9".repeat(40) + "\n"))
                    .containsOnly("retry 9223372036854775807")
                    .hasSize(3);
        }

        @Test
        void that_are_not_ascii_digits_only_are_ignored() {
            assertThat(parse("retry:1s\nretry:-1\nretry:+1\nretry:1.5\nretry:  1\nretry:1 \nretry:0x1\nretry:١\n"
                            + "retry:/\nretry::\n"))
                    .isEmpty();
        }

        @Test
        void that_are_empty_are_ignored() {
            assertThat(parse("retry:\nretry\nretry: \n")).isEmpty();
        }
    }

    @Nested
    class Comments {

        @Test
        void are_delivered_as_they_are() {
            assertThat(parse(": a: b \n")).containsExactly("comment  a: b ");
        }

        @Test
        void may_be_empty() {
            assertThat(parse(":\n")).containsExactly("comment ");
        }

        @Test
        void may_be_torn() {
            assertThat(parse(":", " a quite ", "long comm", "ent\n")).containsExactly("comment  a quite long comment");
        }

        @Test
        void do_not_make_an_event() {
            assertThat(parse(":a\n\n")).containsExactly("comment a");
        }

        @Test
        void are_not_delivered_to_a_handler_that_ignores_them() {
            List<String> calls = new ArrayList<>();
            EventStreamParser parser = new EventStreamParser(new EventStreamHandler() {
                @Override
                public void onEvent(String type, String data, String lastEventId) {
                    calls.add(data);
                }

                @Override
                public void onComment(String comment) {
                    calls.add(comment);
                }

                @Override
                public boolean ignoresComments() {
                    return true;
                }
            });
            feed(parser, ":a\n:a torn comm");
            feed(parser, "ent\ndata:b\n\n");

            assertThat(calls).containsExactly("b");
        }
    }

    @Nested
    class MalformedText {

        @Test
        void is_replaced() {
            feed(parser, new byte[] {'d', 'a', 't', 'a', ':', (byte) 0xFF, 'a', (byte) 0xC3, '\n', '\n'});

            assertThat(recording.calls).containsExactly("event message|\uFFFDa\uFFFD|");
        }

        @Test
        void that_encodes_a_surrogate_is_replaced_byte_by_byte() {
            feed(parser, Recording.bytes('d', 'a', 't', 'a', ':', 0xED, 0xA0, 0x80, '\n', '\n'));

            assertThat(recording.calls).containsExactly("event message|\uFFFD\uFFFD\uFFFD|");
        }

        @Test
        void does_not_swallow_the_line_end_that_cuts_it() {
            feed(parser, Recording.bytes('d', 'a', 't', 'a', ':', 0xF0, 0x9F, 0x98, '\n', '\n'));

            assertThat(recording.calls).containsExactly("event message|\uFFFD|");
        }

        @Test
        void is_not_made_by_feeds_that_cut_characters() {
            byte[] stream = "data:é€😀\n\n".getBytes(UTF_8);
            for (byte part : stream) {
                feed(parser, new byte[] {part});
            }

            assertThat(recording.calls).containsExactly("event message|é€😀|");
        }
    }

    @Nested
    class Ends {

        @Test
        void drop_an_unfinished_block() {
            parse("data:a\n");
            parser.end();

            assertThat(parse("data:b\n\n")).containsExactly("event message|b|");
        }

        @Test
        void drop_an_unfinished_line() {
            parse("data:a\n\ndata:a long line that is torn");
            parser.end();

            assertThat(parse("data:b\n\n")).containsExactly("event message|a|", "event message|b|");
        }

        @Test
        void drop_the_type_of_an_unfinished_block() {
            parse("event:e\n");
            parser.end();

            assertThat(parse("data:b\n\n")).containsExactly("event message|b|");
        }

        @Test
        void leave_nothing_held() {
            parse("event:e\nid:1\ndata:a\n: a torn comment");
            parser.end();

            assertThat(parser.heldBytes()).isZero();
        }
    }

    @Nested
    class Limits {

        private final EventStreamParser parser = new EventStreamParser(recording, 20, "");

        @Test
        void admit_a_line_of_exactly_that_size() {
            feed(parser, "data:" + "x".repeat(15) + "\n\n");

            assertThat(recording.calls).containsExactly("event message|" + "x".repeat(15) + "|");
        }

        @Test
        void refuse_a_line_one_byte_larger() {
            assertTooLarge("data:" + "x".repeat(16) + "\n", "field 'data'");
        }

        @Test
        void admit_data_of_exactly_that_size() {
            feed(parser, "data:0123456789\ndata:012345678\n\n");

            assertThat(recording.calls).containsExactly("event message|0123456789\n012345678|");
        }

        @Test
        void refuse_data_one_byte_larger() {
            assertTooLarge("data:0123456789\ndata:0123456789\n", "data");
        }

        @Test
        void count_the_line_feeds_between_data_lines() {
            assertTooLarge("data\n".repeat(22), "data");
        }

        @Test
        void refuse_data_whose_torn_line_is_too_much() {
            feed(parser, "data:0123456789\ndata:01234");
            feed(parser, "5678");

            assertThatThrownBy(() -> feed(parser, "9")).isInstanceOf(EventTooLargeException.class);
        }

        @Test
        void refuse_an_id() {
            assertTooLarge("id:" + "x".repeat(18) + "\n", "field 'id'");
        }

        @Test
        void refuse_an_event_type() {
            assertTooLarge("event:" + "x".repeat(15) + "\n", "field 'event'");
        }

        @Test
        void refuse_a_retry_line() {
            assertTooLarge("retry:" + "0".repeat(15) + "\n", "field 'retry'");
        }

        @Test
        void refuse_a_line_before_it_ends() {
            feed(parser, "data:" + "x".repeat(15));

            assertThatThrownBy(() -> feed(parser, "x")).isInstanceOf(EventTooLargeException.class);
        }

        @Test
        void begin_anew_with_each_block() {
            feed(parser, "data:0123456789\n\n".repeat(10));

            assertThat(recording.calls).hasSize(10);
        }

        @Test
        void hold_for_data_and_id_and_type_each() {
            feed(parser, "id:0123456789\nevent:0123456789\ndata:0123456789\n\n");

            assertThat(recording.calls).containsExactly("id 0123456789", "event 0123456789|0123456789|0123456789");
        }

        @Test
        void refuse_data_and_id_and_type_that_pass_the_margin_together() {
            EventStreamParser parser = new EventStreamParser(recording, 5000, "");
            feed(parser, "data:" + "x".repeat(4000) + "\nid:" + "x".repeat(1900) + "\n");

            assertThatThrownBy(() -> feed(parser, "event:" + "x".repeat(200) + "\n"))
                    .isInstanceOf(EventTooLargeException.class)
                    .hasMessageContaining("type and id");
        }

        @Test
        void refuse_data_that_passes_the_margin_together_with_id_and_type_before_it() {
            EventStreamParser parser = new EventStreamParser(recording, 5000, "");
            feed(parser, "id:" + "x".repeat(1000) + "\nevent:" + "x".repeat(1000) + "\n");
            feed(parser, "data:" + "x".repeat(4000) + "\n");

            assertThatThrownBy(() -> feed(parser, "data:" + "x".repeat(100) + "\n"))
                    .isInstanceOf(EventTooLargeException.class)
                    .hasMessageContaining("type and id");
        }

        @Test
        void admit_a_line_that_reaches_the_margin_with_what_is_held() {
            EventStreamParser parser = new EventStreamParser(recording, 5000, "");
            feed(parser, "data:" + "x".repeat(4000) + "\nid:" + "x".repeat(1024 + 1000 - 3) + "\n");

            assertThatThrownBy(() ->
                            feed(parser, "\ndata:" + "x".repeat(4000) + "\nid:" + "x".repeat(1024 + 1000 - 2) + "\n"))
                    .isInstanceOf(EventTooLargeException.class)
                    .hasMessageContaining("type and id");
            assertThat(recording.calls).hasSize(2);
        }

        @Test
        void refuse_for_what_is_held_a_line_that_alone_would_be_admitted() {
            EventStreamParser parser = new EventStreamParser(recording, 5000, "");
            feed(parser, "data:" + "x".repeat(4000) + "\n");

            assertThatThrownBy(() -> feed(parser, "id:" + "x".repeat(5000 - 3) + "\n"))
                    .isInstanceOf(EventTooLargeException.class)
                    .hasMessageContaining("type and id");
        }

        @Test
        void tell_of_id_and_type_as_soon_as_a_torn_line_of_data_begins_that_passes_the_margin_with_them() {
            EventStreamParser parser = new EventStreamParser(recording, 5000, "");
            feed(parser, "id:" + "x".repeat(513) + "\nevent:" + "x".repeat(512) + "\n");
            feed(parser, ("data:" + "x".repeat(2499) + "\n").repeat(2));

            assertThatThrownBy(() -> feed(parser, "data: x"))
                    .isInstanceOf(EventTooLargeException.class)
                    .hasMessageContaining("type and id");
        }

        @Test
        void refuse_a_torn_line_of_data_once_it_passes_the_margin_with_id_and_type() {
            EventStreamParser parser = new EventStreamParser(recording, 5000, "");
            feed(parser, "id:" + "x".repeat(513) + "\nevent:" + "x".repeat(512) + "\n");
            feed(parser, "data:" + "x".repeat(2499) + "\n");
            feed(parser, "data:" + "x".repeat(2499));

            assertThatThrownBy(() -> feed(parser, "x"))
                    .isInstanceOf(EventTooLargeException.class)
                    .hasMessageContaining("type and id");
        }

        @Test
        void do_not_hold_for_comments() {
            feed(parser, ":" + "x".repeat(100) + "\ndata:a\n\n");

            assertThat(recording.calls).containsExactly("event message|a|");
        }

        @Test
        void do_not_hold_for_unknown_fields() {
            feed(parser, "foo:" + "x".repeat(100) + "\n" + "y".repeat(100) + "\ndata:a\n\n");

            assertThat(recording.calls).containsExactly("event message|a|");
        }

        @Test
        void must_be_positive() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new EventStreamParser(recording, 0, ""))
                    .withMessageContaining("maxEventSize");
        }

        @Test
        void are_sixteen_mebibytes_by_default() {
            EventStreamParser parser = new EventStreamParser(recording);
            feed(parser, "data:" + "x".repeat(16 * 1024 * 1024 - 5));

            assertThatThrownBy(() -> feed(parser, "x"))
                    .isInstanceOf(EventTooLargeException.class)
                    .hasMessageContaining("16777216");
        }

        private void assertTooLarge(String stream, String what) {
            assertThatThrownBy(() -> feed(parser, stream))
                    .isInstanceOf(EventTooLargeException.class)
                    .hasMessageContaining(what)
                    .hasMessageContaining("20 bytes");
        }
    }

    @Nested
    class Memory {

        @Test
        void is_not_used_for_an_endless_unknown_field() {
            feedManyTimes("unknown", "x".repeat(100));

            assertThat(parser.capacity()).isZero();
        }

        @Test
        void is_not_used_for_an_endless_field_that_begins_like_a_known_one() {
            feedManyTimes("data", "x".repeat(100));

            assertThat(parser.capacity()).isZero();
        }

        @Test
        void is_not_used_for_an_endless_comment_beyond_the_limit() {
            EventStreamParser parser = new EventStreamParser(recording, 2000, "");
            feed(parser, ":");
            for (int i = 0; i < 100; i++) {
                feed(parser, "x".repeat(100));
                assertThat(parser.capacity()).isLessThanOrEqualTo(2000);
            }
            assertThat(parser.heldBytes()).isLessThan(20);
        }

        @Test
        void is_not_used_for_an_event_that_lies_in_one_feed() {
            parse("id:1\nevent:e\ndata:a\n\n".repeat(100));

            assertThat(parser.capacity()).isZero();
        }

        @Test
        void of_a_huge_event_is_given_back() {
            parse("data:" + "x".repeat(1 << 20), "\n\n");

            assertThat(parser.capacity()).isLessThan(1 << 18);
        }

        @Test
        void of_a_huge_torn_comment_is_given_back() {
            parse(":" + "x".repeat(1 << 20), "\n");

            assertThat(parser.capacity()).isLessThan(1 << 18);
        }

        @Test
        void is_given_back_when_the_parser_is_spent() {
            EventStreamParser parser = new EventStreamParser(recording, 1 << 20, "");
            feed(parser, "data:" + "x".repeat(1_000_000));
            assertThatThrownBy(() -> feed(parser, "x".repeat(100_000))).isInstanceOf(EventTooLargeException.class);

            assertThat(parser.capacity()).isZero();
        }

        @Test
        void does_not_outgrow_the_limit() {
            EventStreamParser parser = new EventStreamParser(recording, 1_000_000, "");
            feed(parser, "data:" + "x".repeat(600_000));
            feed(parser, "x".repeat(300_000));

            assertThat(parser.capacity()).isLessThanOrEqualTo(1_000_000);
        }

        /** Other tests of memory rely on this. */
        @Test
        void of_what_is_held_is_counted_byte_by_byte() {
            feed(parser, "event:ab\nid:c\ndata:de\nretr");
            assertThat(parser.heldBytes()).isEqualTo(2 + 1 + 2 + 4);

            feed(parser, "y:1\nid:0123456789");
            assertThat(parser.heldBytes()).isEqualTo(2 + 1 + 2 + Field.LONGEST_START + 10);
        }

        /** Other tests of memory rely on this. */
        @Test
        void in_use_or_not_is_counted() {
            feed(parser, "data:" + "x".repeat(256 - 1) + "\ndata");
            long ofData = parser.capacity();
            assertThat(ofData).isEqualTo(256);

            feed(parser, "\nid:" + "x".repeat(100));
            assertThat(parser.capacity()).isEqualTo(ofData + 256);
        }

        private void feedManyTimes(String start, String more) {
            feed(parser, start);
            for (int i = 0; i < 100; i++) {
                feed(parser, more);
            }
        }
    }

    @Nested
    class Stops {

        @Test
        void ignore_the_rest_of_the_feed_and_all_later_ones() {
            List<String> seen = new ArrayList<>();
            EventStreamParser[] parser = new EventStreamParser[1];
            parser[0] = new EventStreamParser((type, data, id) -> {
                seen.add(data);
                parser[0].stop();
            });
            feed(parser[0], "data:a\n\ndata:b\n\n");
            feed(parser[0], "data:c\n\n");

            assertThat(seen).containsExactly("a");
        }

        @Test
        void keep_back_the_event_whose_id_was_just_shown() {
            List<String> seen = new ArrayList<>();
            EventStreamParser[] parser = new EventStreamParser[1];
            parser[0] = new EventStreamParser(new EventStreamHandler() {
                @Override
                public void onEvent(String type, String data, String lastEventId) {
                    seen.add(data);
                }

                @Override
                public void onLastEventId(String id) {
                    seen.add(id);
                    parser[0].stop();
                }
            });
            feed(parser[0], "id:1\ndata:a\n\n");

            assertThat(seen).containsExactly("1");
        }

        @Test
        void give_back_the_memory() {
            parse("data:" + "x".repeat(1000));
            parser.stop();

            assertThat(parser.heldBytes()).isZero();
        }

        @Test
        void work_in_the_middle_of_a_torn_line() {
            EventStreamParser[] parser = new EventStreamParser[1];
            parser[0] = new EventStreamParser(new EventStreamHandler() {
                @Override
                public void onEvent(String type, String data, String lastEventId) {
                    recording.onEvent(type, data, lastEventId);
                }

                @Override
                public void onComment(String comment) {
                    recording.onComment(comment);
                    parser[0].stop();
                }
            });
            feed(parser[0], "data:a\n:a long com");
            feed(parser[0], "ment\n:another\n\ndata:b\n\n");

            assertThat(recording.calls).containsExactly("comment a long comment");
        }

        @Test
        void are_final() {
            parser.stop();
            parser.end();

            assertThat(parse("data:a\n\n")).isEmpty();
        }
    }

    @Nested
    class Failures {

        @Test
        void of_a_handler_pass_through() {
            IllegalStateException failure = new IllegalStateException();
            EventStreamParser parser = new EventStreamParser((type, data, id) -> {
                throw failure;
            });

            assertThatThrownBy(() -> feed(parser, "data:a\n\n")).isSameAs(failure);
        }

        @Test
        void of_a_handler_spend_the_parser() {
            List<String> seen = new ArrayList<>();
            EventStreamParser parser = new EventStreamParser((type, data, id) -> {
                seen.add(data);
                throw new IllegalStateException();
            });
            assertThatThrownBy(() -> feed(parser, "data:a\n\ndata:b\n\n")).isInstanceOf(IllegalStateException.class);
            feed(parser, "data:c\n\n");

            assertThat(seen).containsExactly("a");
        }

        @Test
        void by_size_spend_the_parser() {
            EventStreamParser parser = new EventStreamParser(recording, 10, "");
            assertThatThrownBy(() -> feed(parser, "data:0123456789\n\ndata:b\n\n"))
                    .isInstanceOf(EventTooLargeException.class);
            feed(parser, "data:c\n\n");

            assertThat(recording.calls).isEmpty();
        }

        @Test
        void leave_the_events_before_delivered() {
            EventStreamParser parser = new EventStreamParser(recording, 10, "");
            assertThatThrownBy(() -> feed(parser, "data:a\n\ndata:0123456789\n\n"))
                    .isInstanceOf(EventTooLargeException.class);

            assertThat(recording.calls).containsExactly("event message|a|");
        }

        @Test
        void to_give_a_range_of_the_array_are_refused_and_harmless() {
            assertThatThrownBy(() -> parser.feed(new byte[3], 2, 2)).isInstanceOf(IndexOutOfBoundsException.class);

            assertThat(parse("data:a\n\n")).containsExactly("event message|a|");
        }

        @Test
        void to_give_a_handler_or_an_id_are_refused() {
            assertThatNullPointerException().isThrownBy(() -> new EventStreamParser(null));
            assertThatNullPointerException().isThrownBy(() -> new EventStreamParser(recording, 10, null));
        }
    }
}
