package org.eventsource.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Processes that run {@link Main} on the same Java, each with the class path that it needs. */
public final class Children {

    private final Path jar;

    Children() throws URISyntaxException {
        jar = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** Where jars are, named with their group first. */
    private Path libraries() {
        return jar.resolveSibling("lib");
    }

    /** Starts one, with these options of the virtual machine, and of the libraries those whose name is admitted. */
    public Process start(List<String> options, Predicate<String> admitted, String... arguments) throws IOException {
        return new ProcessBuilder(command(options, admitted, arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private List<String> command(List<String> options, Predicate<String> admitted, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(classPath(admitted));
        command.add(Main.class.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs a process that shares input and output with the caller of this one. */
    void runHere(List<String> options, String... arguments) throws IOException, InterruptedException {
        new ProcessBuilder(command(options, jar -> true, arguments))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Such as those that record a profile. */
    private static List<String> extraOptions() {
        String options = System.getProperty("options", "");
        return options.isBlank() ? List.of() : List.of(options.strip().split(" +", -1));
    }

    private String classPath(Predicate<String> admitted) throws IOException {
        try (Stream<Path> libraries = Files.list(libraries())) {
            List<String> entries = new ArrayList<>();
            entries.add(jar.toString());
            libraries
                    .filter(library -> admitted.test(library.getFileName().toString()))
                    .map(Path::toString)
                    .sorted()
                    .forEach(entries::add);
            return String.join(File.pathSeparator, entries);
        }
    }

    /** Runs one, for so long at most, and gives its output. */
    public List<String> run(Duration limit, List<String> options, Predicate<String> admitted, String... arguments)
            throws IOException, InterruptedException {
        Process process =
                start(Stream.concat(options.stream(), extraOptions().stream()).toList(), admitted, arguments);
        try (BufferedReader output = process.inputReader()) {
            process.onExit().orTimeout(limit.toSeconds(), TimeUnit.SECONDS).exceptionally(late -> kill(process));
            return output.lines().toList();
        } finally {
            CompletableFuture<Process> end = process.onExit();
            kill(process);
            end.join();
        }
    }

    private static Process kill(Process process) {
        return process.destroyForcibly();
    }
}
