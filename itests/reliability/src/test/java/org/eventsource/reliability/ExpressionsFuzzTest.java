package org.eventsource.reliability;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eventsource.cdi.extension.config.Configuration;

/**
 * Whatever expressions a setting has, a value or a clear error comes out. A text as the default of another expression
 * has the same result.
 */
public class ExpressionsFuzzTest {

    private static final String SETTING = "fuzz.text";
    private static final Configuration CONFIGURATION = configuration();

    @Corpus("expressions")
    void a_setting_has_a_value_or_a_clear_error(Path file) throws IOException {
        fuzzerTestOneInput(Files.readAllBytes(file));
    }

    private static Configuration configuration() {
        System.setProperty("fuzz.a", "A");
        System.setProperty("fuzz.circle", "${fuzz.circle}");
        System.setProperty("fuzz.nested", "${fuzz.a}${fuzz.absent:${fuzz.a}}");
        return Configuration.find();
    }

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, UTF_8);
        if (text.isEmpty()) {
            return;
        }
        String value = expanded(text);
        if (!text.contains("${") && !value.equals(text)) {
            throw new AssertionError(text + " has no expression, but becomes " + value);
        }
        if (areBracesPaired(text)) {
            String inDefault = expanded("${fuzz.absent:" + text + "}");
            if (!inDefault.equals(value)) {
                throw new AssertionError(text + " becomes " + value + ", but as a default " + inDefault);
            }
        }
    }

    /** Returns a text for each error, as the errors name different places. */
    private static String expanded(String text) {
        System.setProperty(SETTING, text);
        try {
            return CONFIGURATION.value(SETTING).orElseThrow();
        } catch (RuntimeException e) {
            if (!isInvalidSetting(e.getClass()) || e.getMessage().isBlank()) {
                throw e;
            }
            return "\0 error";
        } finally {
            System.clearProperty(SETTING);
        }
    }

    /** Compares names, as the class is visible in its package only. Its subclasses count too. */
    private static boolean isInvalidSetting(Class<?> type) {
        return type != null
                && (type.getSimpleName().equals("InvalidSettingException") || isInvalidSetting(type.getSuperclass()));
    }

    private static boolean areBracesPaired(String text) {
        int depth = 0;
        for (int i = 0; i < text.length() && depth >= 0; i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
        }
        return depth == 0;
    }
}
