package org.eventsource.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.eventsource.EventTooLargeException;

/** Properties of every stream. */
class EventStreamParserPropertiesTest {

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    @Property
    void any_stream_is_read_as_the_standard_says(@ForAll("streams") byte[] stream) {
        assertThat(Recording.fed(NO_LIMIT, List.of(stream))).isEqualTo(ReferenceParser.calls(stream));
    }

    @Property
    void any_split_gives_the_same_calls(@ForAll("streams") byte[] stream, @ForAll("cuts") List<Integer> cuts) {
        assertThat(Recording.fed(NO_LIMIT, split(stream, cuts))).isEqualTo(Recording.fed(NO_LIMIT, List.of(stream)));
    }

    @Property
    void single_bytes_give_the_same_calls(@ForAll("streams") byte[] stream) {
        assertThat(Recording.fed(NO_LIMIT, singleBytes(stream))).isEqualTo(Recording.fed(NO_LIMIT, List.of(stream)));
    }

    @Property
    void any_split_gives_the_same_calls_under_a_limit(
            @ForAll("streams") byte[] stream,
            @ForAll("cuts") List<Integer> cuts,
            @ForAll @IntRange(min = 1, max = 60) int limit) {
        assertThat(Recording.fed(limit, split(stream, cuts))).isEqualTo(Recording.fed(limit, List.of(stream)));
    }

    @Property
    void any_split_gives_the_same_calls_when_blocks_reach_the_margin(
            @ForAll("largeLines") List<byte[]> lines, @ForAll @IntRange(min = 500, max = 3000) int limit) {
        assertThat(Recording.fed(limit, pieces(Recording.join(lines), 77)))
                .isEqualTo(Recording.fed(limit, List.of(Recording.join(lines))));
    }

    @Property
    void line_ends_are_worth_the_same(@ForAll("lines") List<String> lines) {
        List<String> calls = Recording.of(ended(lines, "\n")).calls;

        assertThat(Recording.of(ended(lines, "\r")).calls).isEqualTo(calls);
        assertThat(Recording.of(ended(lines, "\r\n")).calls).isEqualTo(calls);
    }

    @Property
    void nothing_is_thrown_but_for_the_limit(
            @ForAll("bytes") byte[] stream, @ForAll @IntRange(min = 1, max = 40) int limit) {
        EventStreamParser parser = new EventStreamParser(new Recording(), limit, "");
        try {
            parser.feed(stream, 0, stream.length);
        } catch (EventTooLargeException expected) {
            assertThat(expected).hasMessageContaining(limit + " bytes");
        }
    }

    @Property
    void no_more_than_the_limit_is_held(
            @ForAll("largeLines") List<byte[]> lines, @ForAll @IntRange(min = 1, max = 3000) int limit) {
        EventStreamParser parser = new EventStreamParser(new Recording(), limit, "");
        try {
            for (byte[] piece : pieces(Recording.join(lines), 50)) {
                parser.feed(piece, 0, piece.length);
                assertThat(parser.heldBytes()).isLessThanOrEqualTo(limit + SizeLimit.MARGIN + Field.LONGEST_START);
            }
        } catch (EventTooLargeException expected) {
            assertThat(parser.heldBytes()).isZero();
        }
    }

    @Property
    void events_are_read_as_they_were_written(@ForAll("events") List<Written> events) {
        Recording recording = new Recording();
        EventStreamParser parser = new EventStreamParser(recording);
        events.forEach(event -> Recording.feedAndSpoil(parser, event.encoded().getBytes(UTF_8)));

        assertThat(recording.calls)
                .containsExactlyElementsOf(
                        events.stream().flatMap(event -> event.calls().stream()).toList());
    }

    @Property
    void text_is_decoded_as_the_encoding_standard_says(@ForAll("texts") byte[] text) {
        assertThat(Utf8.decode(text, 0, text.length)).isEqualTo(ReferenceUtf8.decode(text));
    }

    @Property(tries = 20)
    void line_ends_are_found_wherever_they_are(
            @ForAll @IntRange(min = 0, max = 80) int length, @ForAll @IntRange(min = 0, max = 9) int from) {
        for (byte lineEnd : new byte[] {'\n', '\r'}) {
            for (int position = from; position < length; position++) {
                byte[] bytes = new byte[length];
                Arrays.fill(bytes, (byte) (lineEnd + 1));
                bytes[position] = lineEnd;
                bytes[length - 1] = lineEnd;

                assertThat(LineEnd.find(bytes, from, length)).isEqualTo(position);
                assertThat(LineEnd.find(bytes, from, position)).isEqualTo(position);
            }
        }
    }

    /** An event and its canonical encoding. */
    record Written(String type, String data, String id) {

        String encoded() {
            return "event: " + type + "\nid: " + id + "\ndata: " + data.replace("\n", "\ndata: ") + "\n\n";
        }

        List<String> calls() {
            return List.of("id " + id, "event " + (type.isEmpty() ? "message" : type) + "|" + data + "|" + id);
        }
    }

    @Provide
    Arbitrary<List<Written>> events() {
        Arbitrary<String> text = Arbitraries.strings()
                .withChars('a', ' ', ':', '\t', 'é', '€', '\uFEFF')
                .withCharRange('\ud000', '\ud7ff')
                .ofMaxLength(20);
        Arbitrary<String> data = text.list().ofMaxSize(4).map(lines -> String.join("\n", lines));
        return Combinators.combine(text, data, text).as(Written::new).list().ofMaxSize(10);
    }

    /** Streams of tokens that have a meaning for a parser. */
    @Provide
    Arbitrary<byte[]> streams() {
        return Arbitraries.oneOf(lineEnds(), lineEnds(), tokens(), tokens(), tokens(), texts(), bytes())
                .list()
                .ofMaxSize(40)
                .map(Recording::join);
    }

    private static Arbitrary<byte[]> lineEnds() {
        return Arbitraries.of("\n", "\r", "\r\n", "\n\n", "\r\r", "\r\n\r\n").map(end -> end.getBytes(UTF_8));
    }

    private static Arbitrary<byte[]> tokens() {
        return Arbitraries.of(
                        "data",
                        "data:",
                        "data: ",
                        "event:",
                        "event",
                        "id:",
                        "id",
                        "retry:",
                        "retry: 12",
                        ":",
                        " ",
                        "\0",
                        "\uFEFF",
                        "datax",
                        "dat",
                        "foo:",
                        "a",
                        "x".repeat(30),
                        "99999999999999999999",
                        "é",
                        "😀")
                .map(token -> token.getBytes(UTF_8));
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(60);
    }

    /** Bytes at the limits of the classes of UTF-8 bytes, in every order. */
    @Provide
    Arbitrary<byte[]> texts() {
        Arbitrary<Integer> border = Arbitraries.of(
                0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED,
                0xED, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF, 0xBB);
        return border.list()
                .ofMaxSize(8)
                .map(values -> Recording.bytes(
                        values.stream().mapToInt(Integer::intValue).toArray()));
    }

    @Provide
    Arbitrary<List<byte[]>> largeLines() {
        Arbitrary<String> start = Arbitraries.of("data:", "data:", "id:", "event:", "retry:", ":", "foo:", "");
        Arbitrary<Integer> size = Arbitraries.integers().between(0, 1500);
        return Combinators.combine(start, size)
                .as((name, length) -> (name + "0".repeat(name.isEmpty() ? 0 : length) + "\n").getBytes(UTF_8))
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.of("", "", "data", "data:a", "data: b", "id:1", "id", "event:e", "retry:7", ":c", "foo")
                .list()
                .ofMaxSize(30);
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(0, 200).list().ofMaxSize(10);
    }

    private static byte[] ended(List<String> lines, String lineEnd) {
        return lines.stream()
                .map(line -> line + lineEnd)
                .collect(Collectors.joining())
                .getBytes(UTF_8);
    }

    private static List<byte[]> split(byte[] stream, List<Integer> cuts) {
        List<byte[]> pieces = new ArrayList<>();
        int from = 0;
        for (int cut : cuts.stream().filter(cut -> cut < stream.length).sorted().toList()) {
            pieces.add(Arrays.copyOfRange(stream, from, cut));
            from = cut;
        }
        pieces.add(Arrays.copyOfRange(stream, from, stream.length));
        return pieces;
    }

    private static List<byte[]> singleBytes(byte[] stream) {
        return pieces(stream, 1);
    }

    private static List<byte[]> pieces(byte[] stream, int size) {
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < stream.length; from += size) {
            pieces.add(Arrays.copyOfRange(stream, from, Math.min(from + size, stream.length)));
        }
        return pieces;
    }
}
