package org.eventsource.cdi.extension.config;

import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eventsource.Redirects;
import org.eventsource.TransportKind;
import org.eventsource.cdi.extension.model.CommitUnit;
import org.eventsource.cdi.extension.model.OnFailure;
import org.eventsource.cdi.extension.model.TransactionUse;
import org.eventsource.cdi.extension.model.WhenExhausted;
import org.eventsource.impl.rest.ClientLease;
import org.eventsource.impl.transport.Query;
import org.eventsource.impl.transport.RequestMethod;
import org.eventsource.impl.transport.Shown;
import org.eventsource.spi.StreamHealth;
import org.jspecify.annotations.Nullable;

/** Parses the values of settings. */
final class SettingValues {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,15})\\s*(ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,10})\\s*(KiB|MiB)?");

    private static final Pattern PROXY =
            Pattern.compile("http://([^/@:?#\\s]+|\\[[0-9a-f:.]+]):(\\d{1,5})/?", Pattern.CASE_INSENSITIVE);

    private static final Pattern TABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

    private static final int LAST_PORT = 65_535;
    private static final int LONGEST_CURSOR_NAME = 255;

    private SettingValues() {}

    static Duration duration(String text) {
        Matcher simple = DURATION.matcher(text);
        if (simple.matches()) {
            long amount = Long.parseLong(simple.group(1));
            return switch (simple.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> Duration.ofHours(amount);
            };
        }
        return isoDuration(text)
                .filter(time -> !time.isNegative())
                .orElseThrow(() -> not("a duration such as 10s, 500ms, 2m or PT1H"));
    }

    private static Optional<Duration> isoDuration(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    static int size(String text) {
        Matcher size = SIZE.matcher(text);
        long bytes = size.matches() ? Long.parseLong(size.group(1)) * unit(size.group(2)) : 0;
        if (bytes < 1 || bytes > Integer.MAX_VALUE) {
            throw not("a size in bytes such as 65536, 64KiB or 16MiB");
        }
        return (int) bytes;
    }

    static int count(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw not("a number such as 5");
        }
        return Integer.parseInt(text);
    }

    /** Parses a size that may be zero, which turns something off. */
    static int sizeFromZero(String text) {
        return text.equals("0") ? 0 : size(text);
    }

    private static long unit(@Nullable String name) {
        return name == null ? 1 : name.equals("KiB") ? 1024 : 1024 * 1024;
    }

    /**
     * Parses a list of statuses. The word {@code none} means the empty list: MicroProfile Config does not allow an
     * empty value.
     */
    static int[] statuses(String text) {
        return text.equals("none")
                ? new int[0]
                : Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .mapToInt(SettingValues::status)
                        .toArray();
    }

    private static int status(String status) {
        if (!status.matches("[45]\\d\\d")) {
            throw not("a list of statuses from 400 to 599 such as 429,503, or none");
        }
        return Integer.parseInt(status);
    }

    static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw not("true or false");
        };
    }

    static OnFailure onFailure(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "retry" -> OnFailure.RETRY;
            case "continue" -> OnFailure.CONTINUE;
            case "close" -> OnFailure.CLOSE;
            default -> throw not("retry, continue or close");
        };
    }

    static WhenExhausted whenExhausted(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "close" -> WhenExhausted.CLOSE;
            case "dead-letter" -> WhenExhausted.DEAD_LETTER;
            default -> throw not("close or dead-letter");
        };
    }

    static TransactionUse transaction(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "auto" -> TransactionUse.AUTO;
            case "required" -> TransactionUse.REQUIRED;
            case "none" -> TransactionUse.NONE;
            default -> throw not("auto, required or none");
        };
    }

    static CommitUnit commit(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "message" -> CommitUnit.MESSAGE;
            case "read" -> CommitUnit.READ;
            default -> throw not("message or read");
        };
    }

    static String cursorName(String text) {
        if (text.isEmpty() || text.length() > LONGEST_CURSOR_NAME) {
            throw not("a name of 1 to %d characters".formatted(LONGEST_CURSOR_NAME));
        }
        return text;
    }

    static String table(String text) {
        if (!TABLE.matcher(text).matches()) {
            throw not("the name of a table: letters, digits, _ and ., not beginning with a digit");
        }
        return text;
    }

    static String queryName(String text) {
        return checked(() -> Query.checkName(text));
    }

    static String method(String text) {
        return checked(() -> RequestMethod.of(text).name());
    }

    private static String checked(Supplier<String> check) {
        try {
            return check.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(String.valueOf(e.getMessage()));
        }
    }

    /** Parses the URL of a proxy. Messages do not quote it, because it may have a password. */
    static InetSocketAddress proxy(String text) {
        Matcher proxy = PROXY.matcher(text);
        int port = proxy.matches() ? Integer.parseInt(proxy.group(2)) : 0;
        if (port < 1 || port > LAST_PORT) {
            throw new InvalidSettingException(
                    "not a proxy such as http://proxy.example.org:3128; a user and a password have settings of their own");
        }
        return InetSocketAddress.createUnresolved(proxy.group(1), port);
    }

    static Path file(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw not("the path of a file");
        }
    }

    static Redirects redirects(String text) {
        return Arrays.stream(Redirects.values())
                .filter(redirects -> redirects.name().replace('_', '-').equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> not("never, same-origin or always"));
    }

    static StreamHealth.Policy health(String text) {
        return Arrays.stream(StreamHealth.Policy.values())
                .filter(policy -> policy.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> not("report, ready or off"));
    }

    static TransportKind transport(String text) {
        TransportKind wanted = Arrays.stream(TransportKind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> not("auto, rest or jdk"));
        if (wanted == TransportKind.REST) {
            checkRestClient();
        }
        return wanted;
    }

    private static void checkRestClient() {
        try {
            ClientLease.check();
        } catch (RuntimeException | LinkageError e) {
            throw new InvalidSettingException(
                    "rest, but no Jakarta REST client can be made; add one to the class path, or write auto: "
                            + Shown.message(String.valueOf(e)));
        }
    }

    private static UnreadableValueException not(String wanted) {
        return new UnreadableValueException("not " + wanted);
    }
}
