package org.eventsource.cdi.extension.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eventsource.impl.SharedResources;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.impl.transport.UrlTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the defaults in the table of settings with the defaults of the builder. */
class BuilderDefaultsTest {

    private static final Pattern VALUE = Pattern.compile("`([^`]+)`");

    private final SourceBuilder builder = SharedResources.common().builder(UrlTemplate.of(URI.create("http://host/")));

    static Stream<Setting<?>> settingsWithAValueAsDefault() {
        return Setting.all().stream()
                .filter(setting -> !setting.builder().equals("`-`"))
                .filter(setting -> ofBuilder(setting).isPresent());
    }

    private static Optional<String> ofBuilder(Setting<?> setting) {
        return Optional.of(VALUE.matcher(setting.defaultValue().builder()))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1));
    }

    @ParameterizedTest
    @MethodSource("settingsWithAValueAsDefault")
    void a_builder_stays_as_it_is_when_a_default_is_set(Setting<?> setting) throws Exception {
        Map<String, Object> before = fields();
        set(setting);
        assertThat(fields()).isEqualTo(before);
    }

    @Test
    void most_settings_of_the_builder_are_compared() {
        assertThat(settingsWithAValueAsDefault().map(Setting::name))
                .containsAll(List.of(
                        "reconnection-time",
                        "max-reconnection-time",
                        "connect-timeout",
                        "idle-timeout",
                        "max-event-size",
                        "max-body",
                        "reconnect-on"));
    }

    private <T> void set(Setting<T> setting) {
        setting.call()
                .accept(
                        builder,
                        setting.type().parser().apply(ofBuilder(setting).orElseThrow()));
    }

    private Map<String, Object> fields() throws IllegalAccessException {
        Map<String, Object> values = new TreeMap<>();
        for (Field field : SourceBuilder.class.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                values.put(field.getName(), field.get(builder));
            }
        }
        return values;
    }
}
