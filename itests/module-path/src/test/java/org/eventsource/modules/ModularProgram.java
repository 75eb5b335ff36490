package org.eventsource.modules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** Compiles a modular program, and runs it in a process of its own. */
final class ModularProgram {

    private static final Path SOURCES = Path.of("src", "test", "programs");

    private final String name;
    private final List<Path> modules;
    private final List<Path> classPath = new ArrayList<>();
    private final List<String> options = new ArrayList<>();

    /** @param name of the module, and of its directory and its package */
    ModularProgram(String name, List<Path> modules) {
        this.name = name;
        this.modules = modules;
    }

    ModularProgram classPath(List<Path> entries) {
        classPath.addAll(entries);
        return this;
    }

    ModularProgram option(String option, String value) {
        options.addAll(List.of(option, value));
        return this;
    }

    /** Returns what the program prints on both streams. */
    String run(Path directory, String... arguments) throws IOException, InterruptedException {
        compile(directory);
        List<Path> path = new ArrayList<>(modules);
        path.add(directory);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto", "-p", join(path)));
        if (!classPath.isEmpty()) {
            command.addAll(List.of("-cp", join(classPath)));
        }
        command.addAll(options);
        command.addAll(List.of("-m", name + "/" + name + ".Main"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return printed.strip();
    }

    private void compile(Path directory) {
        Path sources = SOURCES.resolve(name);
        StringWriter errors = new StringWriter();
        PrintWriter out = new PrintWriter(errors, true);
        int status = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        out,
                        out,
                        "-p",
                        join(modules),
                        "-d",
                        directory.toString(),
                        sources.resolve("module-info.java").toString(),
                        sources.resolve(name).resolve("Main.java").toString());
        assertThat(status).as(errors::toString).isZero();
    }

    private static String join(List<Path> path) {
        return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
