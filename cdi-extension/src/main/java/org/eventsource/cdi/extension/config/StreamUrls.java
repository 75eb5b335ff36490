package org.eventsource.cdi.extension.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eventsource.cdi.extension.model.StreamName;
import org.eventsource.impl.transport.UrlTemplate;

/** Finds the URL of a stream: the URL that is configured for its key, otherwise the key itself if it is a URL. */
final class StreamUrls {

    private static final String BASE = PropertyNames.ALL + "base-url";

    private static final Pattern CONFIGURED = Pattern.compile("eventsource\\.(?:\"(.+)\"|([^\".]+))\\.url");

    private final Configuration configuration;
    private final PropertyIndex index;
    private final UncountedUrls uncounted;

    StreamUrls(Configuration configuration, PropertyIndex index) {
        this.configuration = configuration;
        this.uncounted = new UncountedUrls(index);
        this.index = index;
    }

    /**
     * Returns the URL of a stream that an annotation names. Expressions such as <code>${…}</code> in its key are
     * expanded.
     *
     * @throws InvalidSettingException if there is no URL, or if it cannot be the URL of a stream
     */
    UrlTemplate ofDeclared(String key) {
        UrlTemplate url = configured(key).orElseGet(() -> ofKey(key, expanded(key)));
        if (url.hasNames()) {
            throw new InvalidSettingException(
                    "%s: the path has %s, which only sources.builder(key).path(name, value) gives a value"
                            .formatted(StreamName.of(key), url.unfilled()));
        }
        return url;
    }

    /**
     * Returns the URL of a stream that a program names at run time. Such a key is data: its expressions are not
     * expanded.
     *
     * @throws InvalidSettingException if there is no URL, or if it cannot be the URL of a stream
     */
    UrlTemplate ofGiven(String key) {
        return configured(key).orElseGet(() -> {
            if (key.contains("${")) {
                throw new MissingPropertyException(
                        "no URL for %s: ${ in a key that is given at run time is not expanded; set the property %s"
                                .formatted(StreamName.of(key), advised(key)));
            }
            return ofKey(key, key);
        });
    }

    private Optional<UrlTemplate> configured(String key) {
        return Property.first(
                        configuration,
                        new PropertyNames(key).ownPrefixes().stream().map(prefix -> prefix + Setting.URL.name()))
                .map(set -> url(
                        set.value(),
                        set.shownName(),
                        set.shownName() + ": begins with a slash: give the whole URL, or set the property " + BASE));
    }

    private String expanded(String key) {
        try {
            return new Expressions(configuration::value).expand(key);
        } catch (InvalidSettingException e) {
            throw e.withMessage("no URL for %s: %s; set the property %s"
                    .formatted(StreamName.of(key), e.getMessage(), advised(key)));
        }
    }

    /** Returns the URL that is written as the key. A key that is only a name is not a URL and needs the property. */
    private UrlTemplate ofKey(String key, String text) {
        if (text.startsWith("/") || text.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*://.*")) {
            return url(text, StreamName.of(key), missing(key, BASE + " or " + advised(key)));
        }
        throw new MissingPropertyException(
                missing(key, advised(key)) + uncounted.of(key).orElseGet(() -> unquoted(key) + meant(key)));
    }

    private static String advised(String key) {
        return new PropertyNames(key).advised(Setting.URL);
    }

    private static String missing(String key, String property) {
        return "no URL for " + StreamName.of(key) + ": set the property " + property;
    }

    /** Returns a hint if the property is set without the quotes that the key needs. Such a property is not used. */
    private String unquoted(String key) {
        PropertyNames names = new PropertyNames(key);
        String unquoted = PropertyNames.ALL + key + "." + Setting.URL.name();
        return names.advised(Setting.URL).contains("\"")
                        && configuration.written(unquoted).isPresent()
                ? "; %s is set, but this key needs quotes".formatted(PropertyNames.shown(unquoted))
                : "";
    }

    private String meant(String key) {
        List<String> configured = index.startingWith(PropertyNames.ALL)
                .map(CONFIGURED::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();
        return Spelling.nearestKey(key, configured)
                .map(found -> "; did you mean " + StreamName.of(found) + "?")
                .orElse("");
    }

    private UrlTemplate url(String text, String source, String noBase) {
        if (!text.startsWith("/")) {
            return checked(source, () -> UrlTemplate.of(text));
        }
        Property base =
                Property.first(configuration, Stream.of(BASE)).orElseThrow(() -> new MissingPropertyException(noBase));
        URI host = checked(base.name(), () -> UrlTemplate.of(base.value()).url());
        return checked(source, () -> UrlTemplate.onHostOf(host, text));
    }

    /**
     * Parses a URL. The message of the exception does not quote it: it may contain a password, which cannot be
     * separated from the rest.
     */
    private static <T> T checked(String source, Supplier<T> parsing) {
        try {
            return parsing.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(String.valueOf(e.getMessage())
                    .replaceFirst("^url: cannot be parsed", "url: not a URL")
                    .replaceFirst("^(url|path)", Matcher.quoteReplacement(source)));
        }
    }
}
