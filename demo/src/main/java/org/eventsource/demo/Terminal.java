package org.eventsource.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known about the terminal, if there is one. */
final class Terminal {

    private static final int USUAL_WIDTH = 80;

    private Terminal() {}

    /** The screen of this process. */
    static Screen screen() {
        boolean interactive = isInteractive();
        Map<String, String> environment = System.getenv();
        Charset charset = charset(System.getProperties());
        return new Screen(
                // Over System.out, not beside it: what Maven puts there makes colours work on Windows.
                new PrintStream(System.out, true, charset),
                ZoneId.systemDefault(),
                interactive && wantsColour(environment),
                canShowSymbols(charset),
                // What goes to a file or a pipe is for a program, or to be searched: nothing is cut there.
                interactive ? width(environment) : Integer.MAX_VALUE);
    }

    static boolean canShowSymbols(Charset charset) {
        return charset.canEncode() && charset.newEncoder().canEncode("─▲▼…");
    }

    /** Returns the encoding of the terminal. Each Java version has another property for it. */
    static Charset charset(Properties properties) {
        return Stream.of("stdout.encoding", "sun.stdout.encoding", "native.encoding")
                .map(properties::getProperty)
                .filter(name -> name != null && Charset.isSupported(name))
                .findFirst()
                .map(Charset::forName)
                .orElse(Charset.defaultCharset());
    }

    /** By the conventions of no-color.org and of terminals that cannot. */
    static boolean wantsColour(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
    }

    @SuppressWarnings("SystemConsoleNull") // newer versions are asked by isTerminal
    private static boolean isInteractive() {
        Console console = System.console();
        return console != null && isTerminal(console);
    }

    /** From Java 22 on there is a console without a terminal, too. A method of that version shows which one it is. */
    private static boolean isTerminal(Console console) {
        try {
            Method isTerminal = Console.class.getMethod("isTerminal");
            return (boolean) isTerminal.invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private static int width(Map<String, String> environment) {
        return Stream.of(environment.get("COLUMNS"), sizeBySystem())
                .filter(columns -> columns != null && columns.matches("[1-9]\\d{0,4}"))
                .findFirst()
                .map(Integer::parseInt)
                .orElse(USUAL_WIDTH);
    }

    /** Java cannot ask; the command of POSIX systems can. */
    private static @Nullable String sizeBySystem() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroy();
                return null;
            }
            String rowsAndColumns = new String(stty.getInputStream().readAllBytes(), US_ASCII).strip();
            return rowsAndColumns.substring(rowsAndColumns.indexOf(' ') + 1);
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
