package org.eventsource.reliability;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eventsource.impl.transport.HttpUrl;
import org.eventsource.impl.transport.Query;
import org.eventsource.impl.transport.UrlTemplate;

/**
 * Whatever text an application gives: a value stays in its segment of the path, or in its parameter of the query, and
 * only {@code IllegalArgumentException} is thrown.
 */
public class UrlFuzzTest {

    private static final UrlTemplate TEMPLATE = UrlTemplate.of("https://example.org/a/{x}/b?c=d");
    private static final List<Charset> CHARSETS = List.of(UTF_8, UTF_16BE, ISO_8859_1);

    @Corpus("url")
    void a_value_stays_where_it_belongs(Path file) throws IOException {
        fuzzerTestOneInput(Files.readAllBytes(file));
    }

    /** Called by the fuzzer. The first byte chooses how the others are read as a text. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 1) {
            return;
        }
        Charset charset = CHARSETS.get((input[0] & 0xFF) % CHARSETS.size());
        String text = charset == UTF_16BE ? units(input) : new String(input, 1, input.length - 1, charset);
        checkPath(text);
        checkQuery(text);
        checkUrl(text);
    }

    /** Two bytes for each unit of UTF-16, also for halves of surrogate pairs. */
    private static String units(byte[] input) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i + 1 < input.length; i += 2) {
            text.append((char) ((input[i] & 0xFF) << 8 | (input[i + 1] & 0xFF)));
        }
        return text.toString();
    }

    private static void checkPath(String value) {
        URI url;
        try {
            url = TEMPLATE.with("x", value).url();
        } catch (IllegalArgumentException e) {
            if (!value.isEmpty() && isUnicode(value) && !value.equals(".") && !value.equals("..")) {
                throw e;
            }
            return;
        }
        String[] segments = url.getRawPath().split("/", -1);
        boolean stays = segments.length == 4
                && decoded(segments[2]).equals(value)
                && segments[1].equals("a")
                && segments[3].equals("b")
                && "example.org".equals(url.getRawAuthority())
                && "c=d".equals(url.getRawQuery())
                && url.getRawFragment() == null
                && url.normalize().equals(url);
        if (!stays) {
            throw new AssertionError(value + " leads to " + url);
        }
    }

    private static void checkQuery(String text) {
        try {
            Query.checkName(text);
            Query.checked("name", text);
        } catch (IllegalArgumentException e) {
            if (!text.isEmpty() && isUnicode(text)) {
                throw e;
            }
            return;
        }
        String[] parameter = Query.of(Map.of(text, text)).text().split("=", -1);
        if (parameter.length != 2
                || parameter[0].matches(".*[&#+].*")
                || !decoded(parameter[0]).equals(text)
                || !decoded(parameter[1]).equals(text)) {
            throw new AssertionError(text + " becomes " + List.of(parameter));
        }
    }

    private static void checkUrl(String text) {
        UrlTemplate template;
        try {
            template = UrlTemplate.of(text);
        } catch (IllegalArgumentException e) {
            return;
        }
        if (template.hasNames()) {
            return;
        }
        URI url = template.url();
        URI sent = HttpUrl.inAscii(url);
        boolean isUsable = sent.getHost() != null
                && sent.getScheme().toLowerCase(Locale.ROOT).matches("https?")
                && sent.toString().chars().allMatch(character -> character < 0x80)
                && sent.getRawAuthority().equals(url.getRawAuthority());
        if (!isUsable) {
            throw new AssertionError(text + " is sent as " + sent);
        }
    }

    private static boolean isUnicode(String text) {
        return new String(text.getBytes(UTF_8), UTF_8).equals(text);
    }

    /** Percents only: a plus is not a blank here. */
    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
    }
}
