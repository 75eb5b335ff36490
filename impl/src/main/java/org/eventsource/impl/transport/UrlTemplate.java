package org.eventsource.impl.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL of a stream. Its path may have names in braces. Each name needs a value before a source is opened. A value is
 * encoded, so it always stays within its segment of the path.
 */
public final class UrlTemplate {

    /** A {@link URI} cannot have braces. In the SPI, a URL with braces is encoded and has this scheme. */
    private static final String SCHEME = "template";

    private static final Pattern PARTS = Pattern.compile("([^:/?#]+://[^/?#]*)([^?#]*)(.*)", Pattern.DOTALL);
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern AFTER_PATH = Pattern.compile("[?#].*", Pattern.DOTALL);
    private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

    private final String text;
    private final Set<String> names;

    /** The encoded values, by name. */
    private final Map<String, String> values;

    private UrlTemplate(String text, Set<String> names, Map<String, String> values) {
        this.text = text;
        this.names = names;
        this.values = values;
    }

    /**
     * Parses a URL with or without braces.
     *
     * @throws IllegalArgumentException if it is not an absolute http or https URL with a host, or if it has braces that
     *     are not around a name in the path. The message does not quote the URL
     */
    public static UrlTemplate of(String text) {
        Set<String> names = hasBraces(text) ? names(text) : Set.of();
        HttpUrl.check(parsed(withoutBraces(text)));
        return new UrlTemplate(text, names, Map.of());
    }

    /**
     * Parses a URL of the SPI: a URL without braces, or an encoded URL with braces.
     *
     * @throws IllegalArgumentException in the cases of {@link #of(String)}
     */
    public static UrlTemplate of(URI url) {
        return SCHEME.equals(url.getScheme())
                ? of(URLDecoder.decode(url.getRawSchemeSpecificPart(), UTF_8))
                : new UrlTemplate(HttpUrl.check(url).toString(), Set.of(), Map.of());
    }

    /**
     * Returns the URL of a path on a host. Any text as path stays on that host and below its root. So a second slash, a
     * backslash, a segment of dots and a control character are refused, encoded or not.
     *
     * @param host a URL with the scheme, host and port to use
     * @param path begins with a slash; a query may follow
     * @throws IllegalArgumentException in the cases of {@link #of(String)}, and if the path is refused
     */
    public static UrlTemplate onHostOf(URI host, String path) {
        checkStays(path);
        parsed(withoutBraces(path));
        return of(host.getScheme() + "://" + host.getRawAuthority() + path);
    }

    private static void checkStays(String path) {
        String plain = decoded(AFTER_PATH.matcher(path).replaceFirst(""));
        if (plain.chars().anyMatch(c -> Character.isISOControl(c) || c == '\\')) {
            throw new IllegalArgumentException("url: the path has a backslash or a control character");
        }
        if (plain.startsWith("//")) {
            throw new IllegalArgumentException("url: the path begins with two slashes, which lead to another host");
        }
        for (String segment : plain.split("/", -1)) {
            if (isDots(segment)) {
                throw new IllegalArgumentException("url: the path has a segment . or .., which leads to another path");
            }
        }
    }

    /** Decodes ASCII characters: servers decode a path before they split it into segments. */
    private static String decoded(String path) {
        return ENCODED.matcher(path).replaceAll(octet -> {
            char c = (char) Integer.parseInt(octet.group(1), 16);
            return c < 0x80 ? Matcher.quoteReplacement(Character.toString(c)) : octet.group();
        });
    }

    private static boolean hasBraces(String text) {
        return text.indexOf('{') >= 0 || text.indexOf('}') >= 0;
    }

    private static Set<String> names(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("url: not absolute");
        }
        if (hasBraces(parts.group(1)) || hasBraces(parts.group(3))) {
            throw new IllegalArgumentException("url: braces are allowed in the path only");
        }
        return names(text, parts.start(2), parts.end(2));
    }

    private static Set<String> names(String text, int start, int end) {
        Set<String> names = new LinkedHashSet<>();
        Matcher places = PLACE.matcher(text).region(start, end);
        int done = start;
        while (places.find()) {
            checkClosed(text, done, places.start());
            names.add(checked(text, places));
            done = places.end();
        }
        checkClosed(text, done, end);
        return names;
    }

    private static void checkClosed(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) == '{' || text.charAt(i) == '}') {
                throw new IllegalArgumentException("url: the brace at index " + i + " has no counterpart");
            }
        }
    }

    private static String checked(String text, MatchResult place) {
        if (place.start() > 0 && text.charAt(place.start() - 1) == '$') {
            throw new IllegalArgumentException("url: ${ at index " + (place.start() - 1)
                    + ": only annotations and the configuration expand it; write {name} and call path(name, value)");
        }
        if (!NAME.matcher(place.group(1)).matches()) {
            throw new IllegalArgumentException("url: the name in braces at index " + place.start()
                    + " is not one or more letters, digits, dots, dashes and underscores");
        }
        return place.group(1);
    }

    /**
     * Replaces each name in braces with a text of equal length, so that an index in a message fits the original URL.
     */
    private static String withoutBraces(String text) {
        return PLACE.matcher(text).replaceAll(place -> "x".repeat(place.group().length()));
    }

    private static URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // Neither the URL nor the cause is quoted: a malformed URL may have a password anywhere.
            throw new IllegalArgumentException(
                    "url: cannot be parsed: " + e.getReason() + (e.getIndex() < 0 ? "" : " at index " + e.getIndex()));
        }
    }

    /** Returns whether the URL has names in braces. */
    public boolean hasNames() {
        return !names.isEmpty();
    }

    /** Returns the names in braces that have no value yet, such as {@code {a}, {b}}, for messages. */
    public String unfilled() {
        return inBraces(names.stream().filter(name -> !values.containsKey(name)).toList());
    }

    private static String inBraces(Iterable<String> names) {
        List<String> each = new ArrayList<>();
        names.forEach(name -> each.add("{" + name + "}"));
        return String.join(", ", each);
    }

    /**
     * Returns this URL with a value for a name. It replaces an earlier value.
     *
     * @throws IllegalArgumentException if the URL does not have that name, or if the value cannot be a segment of a
     *     path
     */
    public UrlTemplate with(String name, String value) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException("path: the URL does not have the name \"%s\" in braces; it has %s"
                    .formatted(Shown.of(name), names.isEmpty() ? "none" : inBraces(names)));
        }
        if (value.isEmpty()) {
            throw new IllegalArgumentException("path " + name + ": the value is empty");
        }
        if (!PercentEncoding.canEncode(value)) {
            throw new IllegalArgumentException("path " + name + ": the value has half of a surrogate pair");
        }
        Map<String, String> changed = new HashMap<>(values);
        changed.put(name, PercentEncoding.encoded(value));
        UrlTemplate filled = new UrlTemplate(text, names, Map.copyOf(changed));
        filled.checkDots(name);
        return filled;
    }

    /** For servers a segment of dots leads to another path, even if the dots are encoded. */
    private void checkDots(String name) {
        for (String segment : text.split("/", -1)) {
            if (hasBraces(segment) && segment.contains("{" + name + "}") && isDots(decoded(filled(segment)))) {
                throw new IllegalArgumentException("path " + name
                        + ": with this value a segment of the path is . or .., which leads to another path");
            }
        }
    }

    /** Some servers drop the parameters of a segment, which follow a semicolon, before they look for dots. */
    private static boolean isDots(String segment) {
        int end = segment.indexOf(';');
        String name = end < 0 ? segment : segment.substring(0, end);
        return name.equals(".") || name.equals("..");
    }

    private String filled(String part) {
        return PLACE.matcher(part)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group())));
    }

    /**
     * Returns the URL with its values.
     *
     * @throws IllegalArgumentException if a name has no value
     */
    public URI url() {
        if (values.size() < names.size()) {
            throw new IllegalArgumentException(
                    "path: no value for %s; call path(name, value) before open()".formatted(unfilled()));
        }
        return URI.create(hasNames() ? filled(text) : text);
    }
}
