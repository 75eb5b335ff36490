package org.eventsource.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A browser without a window, with a new profile, that can be driven. */
final class Chromium implements AutoCloseable {

    private static final String ADDRESS_LINE = "DevTools listening on ";
    private static final int PATIENCE_SECONDS = 60;

    private final Path profile;
    private final Process process;
    private final DevTools tools;

    private Chromium(Path profile, Process process, DevTools tools) {
        this.profile = profile;
        this.process = process;
        this.tools = tools;
    }

    /**
     * Returns the program that the system property {@code conformance.chromium} names, else one of the usual programs.
     */
    static Optional<String> program() {
        String given = System.getProperty("conformance.chromium", "");
        if (!given.isEmpty()) {
            return Optional.of(given);
        }
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    static Chromium start(String program) throws Exception {
        Path profile = Files.createTempDirectory("conformance-chromium");
        List<String> command = new ArrayList<>(List.of(
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0"));
        // Tabs beside the first are in the background, where timers are slower than anybody would wait for.
        command.addAll(List.of(
                "--disable-background-timer-throttling",
                "--disable-renderer-backgrounding",
                "--disable-backgrounding-occluded-windows"));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var address = new CompletableFuture<URI>();
        var reader = new Thread(() -> readAddress(process.errorReader(UTF_8), address), "chromium-stderr");
        reader.setDaemon(true);
        reader.start();
        return new Chromium(profile, process, new DevTools(address.get(PATIENCE_SECONDS, SECONDS)));
    }

    /** Reads to the end: a pipe that nobody reads would stop the browser. */
    private static void readAddress(BufferedReader errors, CompletableFuture<URI> address) {
        try (errors) {
            for (String line = errors.readLine(); line != null; line = errors.readLine()) {
                if (line.startsWith(ADDRESS_LINE)) {
                    address.complete(URI.create(line.substring(ADDRESS_LINE.length())));
                }
            }
            address.completeExceptionally(new IllegalStateException("the browser ended"));
        } catch (IOException e) {
            address.completeExceptionally(e);
        }
    }

    DevTools tools() {
        return tools;
    }

    String version() throws Exception {
        return tools.call("Browser.getVersion", DevTools.parameters())
                .path("product")
                .asText();
    }

    @Override
    public void close() throws Exception {
        tools.close();
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.waitFor(PATIENCE_SECONDS, SECONDS);
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        }
    }
}
