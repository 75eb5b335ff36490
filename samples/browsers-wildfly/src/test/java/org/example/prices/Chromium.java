package org.example.prices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

/** A browser without a window, which shows a page. */
record Chromium(Path profile, Process process) implements AutoCloseable {

    /** Skips the test if there is no Chromium. */
    static Chromium open(String page) throws IOException {
        Path profile = Files.createTempDirectory(Path.of("target"), "chromium").toAbsolutePath();
        String program = System.getProperty("chromium", "chromium");
        String folder = "--user-data-dir=" + profile;
        var builder = new ProcessBuilder(
                program, "--headless", "--no-first-run", "--no-sandbox", "--remote-debugging-port=0", folder, page);
        builder.redirectErrorStream(true).redirectOutput(profile.resolve("log").toFile());
        try {
            return new Chromium(profile, builder.start());
        } catch (IOException e) {
            return abort("The page was not tested, as there is no Chromium: " + e.getMessage());
        }
    }

    /** Returns whether a page has this title. Throws an exception while Chromium starts. */
    boolean shows(String title) throws IOException {
        String port = Files.readAllLines(profile.resolve("DevToolsActivePort")).get(0);
        URL pages = new URL("http://127.0.0.1:" + port + "/json/list");
        try (InputStream json = pages.openStream()) {
            return new String(json.readAllBytes(), UTF_8).contains("\"title\": \"" + title + "\"");
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
