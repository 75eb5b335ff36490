package org.eventsource.impl.state;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The header <a href="https://www.rfc-editor.org/rfc/rfc9110#field.location">{@code Location}</a>, resolved as <a
 * href="https://www.rfc-editor.org/rfc/rfc3986#section-5.2">RFC 3986</a> defines. {@link URI#resolve} implements an
 * older RFC, which does not define a query alone or dots that lead out of the root.
 */
final class Location {

    /** The part before the path, the path, and the part after it. */
    private static final Pattern PARTS = Pattern.compile("((?:[^:/?#]+:)?(?://[^/?#]*)?)([^?#]*)(.*)", Pattern.DOTALL);

    private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private Location() {}

    /**
     * Returns the URL to which a response of {@code base} redirects.
     *
     * @throws IllegalArgumentException if the value is not a URL
     */
    static URI resolve(URI base, String location) {
        URI reference = URI.create(escaped(withoutScheme(base, withSlashes(location.strip()))));
        if (reference.isOpaque() || (reference.isAbsolute() && reference.getRawAuthority() == null)) {
            return reference;
        }
        if (reference.getRawAuthority() == null && reference.getRawPath().isEmpty()) {
            return withoutPath(base, reference);
        }
        return URI.create(
                root(base, reference) + withoutDots(path(base, reference)) + query(reference) + fragment(reference));
    }

    /**
     * Before the query, a backslash is a slash. See the <a href="https://url.spec.whatwg.org/">standard of URLs</a>.
     */
    private static String withSlashes(String location) {
        int end = 0;
        while (end < location.length() && "?#".indexOf(location.charAt(end)) < 0) {
            end++;
        }
        return location.substring(0, end).replace('\\', '/') + location.substring(end);
    }

    /** A reference without an authority may begin with the scheme of {@code base}, also by the standard of URLs. */
    private static String withoutScheme(URI base, String location) {
        String scheme = base.getScheme() + ":";
        boolean hasScheme = location.regionMatches(true, 0, scheme, 0, scheme.length());
        return hasScheme && !location.startsWith("//", scheme.length())
                ? location.substring(scheme.length())
                : location;
    }

    private static String root(URI base, URI reference) {
        if (reference.getRawAuthority() == null) {
            return root(base);
        }
        String scheme = reference.isAbsolute() ? reference.getScheme() : base.getScheme();
        return scheme + "://" + reference.getRawAuthority();
    }

    private static String path(URI base, URI reference) {
        String path = reference.getRawPath();
        if (reference.getRawAuthority() != null || path.startsWith("/")) {
            return path;
        }
        String from = base.getRawPath();
        return from.isEmpty() ? "/" + path : from.substring(0, from.lastIndexOf('/') + 1) + path;
    }

    /** Keeps empty segments, because a path may contain a URL. */
    private static String withoutDots(String path) {
        if (path.isEmpty()) {
            return path;
        }
        List<String> kept = new ArrayList<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int index = 0; index < segments.length; index++) {
            boolean isDots = segments[index].equals(".") || segments[index].equals("..");
            if (segments[index].equals("..") && !kept.isEmpty()) {
                kept.remove(kept.size() - 1);
            }
            if (!isDots) {
                kept.add(segments[index]);
            } else if (index == segments.length - 1) {
                kept.add("");
            }
        }
        return "/" + String.join("/", kept);
    }

    /** Resolves a query alone, a fragment alone, or an empty reference. The path of {@code base} stays. */
    private static URI withoutPath(URI base, URI reference) {
        String query = query(reference.getRawQuery() == null ? base : reference);
        return URI.create(root(base) + base.getRawPath() + query + fragment(reference));
    }

    private static String root(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static String query(URI uri) {
        return uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    }

    private static String fragment(URI uri) {
        return uri.getRawFragment() == null ? "" : "#" + uri.getRawFragment();
    }

    /**
     * Encodes characters that a URL must not contain, such as a space. Browsers do so, and servers rely on it. All
     * clients decode a header as ISO 8859-1. So a character beyond ASCII is one byte of what the server has sent, which
     * is usually UTF-8.
     */
    private static String escaped(String location) {
        return afterAuthorityEscaped(location)
                .chars()
                .mapToObj(c -> mustBeEncoded(c) ? "%%%02X".formatted(c) : Character.toString(c))
                .collect(Collectors.joining());
    }

    private static boolean mustBeEncoded(int character) {
        return " \"<>\\^`{|}".indexOf(character) >= 0 || (character >= 0x80 && character <= 0xff);
    }

    /**
     * Encodes brackets in the path, which are allowed elsewhere: around an address, and in a query. Encodes each
     * {@code %} that encodes nothing. Browsers send it as it is, but a {@link URI} cannot have it.
     */
    private static String afterAuthorityEscaped(String location) {
        Matcher parts = PARTS.matcher(location);
        if (!parts.matches()) {
            return location;
        }
        String path = parts.group(2).replace("[", "%5B").replace("]", "%5D");
        return parts.group(1) + STRAY_PERCENT.matcher(path + parts.group(3)).replaceAll("%25");
    }
}
