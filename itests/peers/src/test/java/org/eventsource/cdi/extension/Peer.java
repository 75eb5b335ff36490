package org.eventsource.cdi.extension;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that others have written, in a process of node. It listens at 127.0.0.1. */
final class Peer implements AutoCloseable {

    private static final Path FOLDER = Path.of("target/peers").toAbsolutePath();
    private static final List<String> FILES = List.of("package.json", "loopback.cjs", "graphql.cjs", "mock-llm.yaml");

    private final Process process;
    private final URI uri;

    private Peer(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Installs what {@code package.json} names. */
    static void install() throws Exception {
        Files.createDirectories(FOLDER);
        for (String file : FILES) {
            Files.copy(Path.of("src/test/resources", file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Process npm = new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--loglevel=error")
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("npm.log").toFile())
                .start();
        if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
            throw new IOException("npm install failed: see " + FOLDER.resolve("npm.log"));
        }
    }

    /** Starts a program of JavaScript, and waits until it listens. */
    static Peer start(String... program) throws IOException {
        List<String> command = new ArrayList<>(List.of("node", "--require", "./loopback.cjs"));
        Collections.addAll(command, program);
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        BufferedReader lines = process.inputReader(UTF_8);
        String line = lines.readLine();
        while (line != null && !line.startsWith("port ")) {
            line = lines.readLine();
        }
        if (line == null) {
            throw new IOException("this has ended: " + command);
        }
        Thread drain = new Thread(() -> lines.lines().forEach(logged -> {}), "output of a peer");
        drain.setDaemon(true);
        drain.start();
        return new Peer(process, URI.create("http://127.0.0.1:" + line.substring("port ".length())));
    }

    URI uri(String path) {
        return uri.resolve(path);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
