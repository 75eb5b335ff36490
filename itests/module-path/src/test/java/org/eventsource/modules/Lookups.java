package org.eventsource.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The calls in the sources of our jars that find a class, a member, a resource or a service by its name. */
final class Lookups {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern CALL =
            Pattern.compile("\\b((?<=Class\\.)forName|loadClass|getMethod|getDeclaredMethod|getField"
                    + "|getDeclaredField|getResource|getResources|getResourceAsStream|findVirtual|findStatic|findConstructor"
                    + "|newProxyInstance|ServiceLoader\\.load)\\(");
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*\\w)\"");

    /**
     * A call.
     *
     * @param type the simple name of the class with the call
     * @param call the name of the called method
     * @param names the texts in the arguments
     */
    record Lookup(Path file, String type, String call, List<String> names) {

        String place() {
            return type + " " + call;
        }
    }

    private Lookups() {}

    static List<Lookup> all() throws IOException {
        List<Lookup> found = new ArrayList<>();
        for (String module : List.of("api", "impl", "cdi-extension", "rest")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(name -> name.toString().endsWith(".java")).toList()) {
                    found.addAll(in(file));
                }
            }
        }
        return found;
    }

    private static List<Lookup> in(Path file) throws IOException {
        List<Lookup> found = new ArrayList<>();
        String code = Files.readString(file);
        String type = file.getFileName().toString().replace(".java", "");
        Matcher call = CALL.matcher(code);
        while (call.find()) {
            List<String> names = texts(arguments(code, call.end()), TEXT);
            found.add(new Lookup(file, type, call.group(1), names));
        }
        return found;
    }

    /** Returns what a pattern's only group matches in the sources of the package of a lookup. */
    static List<String> texts(Lookup lookup, Pattern pattern) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(lookup.file().resolveSibling("."))) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".java")).toList()) {
                found.addAll(texts(Files.readString(file), pattern));
            }
        }
        return found;
    }

    private static List<String> texts(String code, Pattern pattern) {
        return pattern.matcher(code).results().map(result -> result.group(1)).toList();
    }

    private static String arguments(String code, int begin) {
        int depth = 1;
        int end = begin;
        while (depth > 0) {
            char c = code.charAt(end++);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return code.substring(begin, end - 1);
    }
}
