package org.eventsource.benchmarks.parsers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;

/** Streams to parse, the same in every run. */
public enum Corpus {
    /** Events with 60 bytes of JSON, without id. */
    JSON {
        @Override
        void event(StringBuilder stream, Random random, int number) {
            stream.append("data: ").append(json(random, 60)).append("\n\n");
        }
    },
    /** The same with an id and a type. */
    JSON_ID_TYPE {
        @Override
        void event(StringBuilder stream, Random random, int number) {
            stream.append("id: ").append(100_000 + number).append("\nevent: price\n");
            stream.append("data: ").append(json(random, 60)).append("\n\n");
        }
    },
    /** What a language model sends for each token: about 250 bytes of JSON. */
    TOKENS {
        @Override
        void event(StringBuilder stream, Random random, int number) {
            stream.append("data: ").append(json(random, 250)).append("\n\n");
        }
    },
    /** One line of 64 KiB. */
    LONG_LINE {
        @Override
        void event(StringBuilder stream, Random random, int number) {
            stream.append("data: ").append(json(random, 64 * 1024)).append("\n\n");
        }
    },
    /** Twenty data lines of 40 bytes. */
    MANY_LINES {
        @Override
        void event(StringBuilder stream, Random random, int number) {
            for (int line = 0; line < 20; line++) {
                stream.append("data: ").append(json(random, 40)).append('\n');
            }
            stream.append('\n');
        }
    },
    /** Three comments before each event of {@link #JSON}. */
    HEARTBEATS {
        @Override
        void event(StringBuilder stream, Random random, int number) {
            stream.append(": keep-alive\n\n".repeat(3));
            JSON.event(stream, random, number);
        }
    },
    /** Text of three and four byte characters: 30 characters, 100 bytes. */
    UNICODE {
        @Override
        void event(StringBuilder stream, Random random, int number) {
            stream.append("data: ");
            for (int i = 0; i < 20; i++) {
                stream.appendCodePoint(0x4E00 + random.nextInt(0x5000));
            }
            for (int i = 0; i < 10; i++) {
                stream.appendCodePoint(0x1F600 + random.nextInt(64));
            }
            stream.append("\n\n");
        }
    },
    /** {@link #JSON} with lines that end in CR LF. */
    CRLF {
        @Override
        void event(StringBuilder stream, Random random, int number) {
            stream.append("data: ").append(json(random, 60)).append("\r\n\r\n");
        }
    };

    private static final int SEED = 42;

    abstract void event(StringBuilder stream, Random random, int number);

    /** A stream of so many events. */
    byte[] stream(int events) {
        StringBuilder stream = new StringBuilder();
        Random random = new Random(SEED);
        for (int number = 0; number < events; number++) {
            event(stream, random, number);
        }
        return stream.toString().getBytes(UTF_8);
    }

    private static String json(Random random, int length) {
        StringBuilder json = new StringBuilder("{\"t\":\"");
        while (json.length() < length - 2) {
            json.append((char) ('a' + random.nextInt(26)));
        }
        return json.append("\"}").toString();
    }
}
