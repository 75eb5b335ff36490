package org.eventsource.reliability;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eventsource.EventTooLargeException;
import org.eventsource.parser.EventStreamHandler;
import org.eventsource.parser.EventStreamParser;

/** Whatever the bytes are, and however they are split: the same events, within the limit, and nothing thrown. */
public class ParserFuzzTest {

    private static final int LIMIT = 64;

    @Corpus("parser")
    void the_parser_takes_any_bytes_in_any_pieces(Path file) throws IOException {
        fuzzerTestOneInput(Files.readAllBytes(file));
    }

    /** Called by the fuzzer. The first byte decides how the others are split. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 1) {
            return;
        }
        List<String> whole = parse(input, input.length);
        List<String> pieces = parse(input, 1 + (input[0] & 7));
        if (!whole.equals(pieces)) {
            throw new AssertionError(whole + " as a whole, but in pieces " + pieces);
        }
    }

    private static List<String> parse(byte[] input, int size) {
        Log log = new Log();
        EventStreamParser parser = new EventStreamParser(log, LIMIT, "");
        try {
            for (int from = 1; from < input.length; from += size) {
                parser.feed(input, from, Math.min(size, input.length - from));
            }
        } catch (EventTooLargeException e) {
            log.said.add("too large");
        }
        parser.end();
        return log.said;
    }

    private static final class Log implements EventStreamHandler {

        private final List<String> said = new ArrayList<>();

        @Override
        public void onEvent(String type, String data, String lastEventId) {
            for (String part : List.of(type, data, lastEventId)) {
                if (part.getBytes(UTF_8).length > 3 * LIMIT) {
                    throw new AssertionError("larger than the limit: " + part.length());
                }
            }
            if (lastEventId.indexOf('\0') >= 0 || lastEventId.indexOf('\n') >= 0 || type.indexOf('\n') >= 0) {
                throw new AssertionError("a control character that no field can have");
            }
            said.add(type + "|" + data + "|" + lastEventId);
        }

        @Override
        public void onRetry(Duration time) {
            if (time.isNegative()) {
                throw new AssertionError("negative: " + time);
            }
            said.add("retry " + time);
        }
    }
}
