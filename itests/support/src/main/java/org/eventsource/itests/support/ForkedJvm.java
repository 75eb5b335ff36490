package org.eventsource.itests.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A second JVM with the Java and the class path of this one, for what depends on a JVM's options or would harm this.
 */
public final class ForkedJvm implements AutoCloseable {

    private static final long LIMIT_SECONDS = 60;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Thread reader;

    private ForkedJvm(List<String> command) throws IOException {
        this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
        this.reader = new Thread(this::read, "forked-jvm-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts the class's {@code main}. What it prints, on either stream, is read line by line. */
    public static ForkedJvm start(Class<?> main, List<String> options, String... arguments) throws IOException {
        return new ForkedJvm(command(main, options, arguments));
    }

    /** As {@link #start}, with a limit on the number of files that it may have open at a time. */
    public static ForkedJvm startWithFiles(int limit, Class<?> main, List<String> options, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n " + limit + "; exec \"$@\"", "sh"));
        List<String> limited = new ArrayList<>(options);
        limited.add("-XX:-MaxFDLimit");
        command.addAll(command(main, limited, arguments));
        return new ForkedJvm(command);
    }

    /** As {@link #start}, in a locale such as {@code C}. */
    public static ForkedJvm startInLocale(String locale, Class<?> main, List<String> options, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "LC_ALL=" + locale));
        command.addAll(command(main, options, arguments));
        return new ForkedJvm(command);
    }

    private static List<String> command(Class<?> main, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private void read() {
        try (BufferedReader output = process.inputReader(UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
            lines.add("the process has ended");
        } catch (IOException e) {
            lines.add(e.toString());
        }
    }

    /** Waits for a line with that text, and returns it. Lines before it are dropped. */
    public String awaitLine(String text) throws InterruptedException {
        List<String> others = new ArrayList<>();
        String line = lines.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        while (line != null && !line.contains(text)) {
            others.add(line);
            line = lines.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        if (line == null) {
            throw new AssertionError("no line with \"" + text + "\" was printed, but " + others);
        }
        return line;
    }

    /** Sends a signal, such as {@code STOP} or {@code CONT}, to this process alone. */
    public void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill -" + name + " ended with " + code);
        }
    }

    /** Ends the process, whatever it does. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
            reader.join(Patience.LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
