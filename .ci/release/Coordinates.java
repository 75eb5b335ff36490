import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Changes the groupId or the version of all artifacts, in every POM, document and message: Maven needs both as literals in
 * each module that names its parent. Packages, and directories named like them, stay as they are.
 *
 * <p>{@code java .ci/release/Coordinates.java group=com.example version=1.0.0-M1}, in the folder of the root POM.
 */
public final class Coordinates {

    private static final Pattern ROOT = Pattern.compile("<groupId>([^<]+)</groupId>\\s*"
            + "<artifactId>eventsource-parent</artifactId>\\s*<version>([^<]+)</version>");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

    private final String group;
    private final String version;
    private String newGroup;
    private String newVersion;

    private Coordinates(String rootPom) {
        Matcher root = ROOT.matcher(rootPom);
        if (!root.find()) {
            throw new IllegalStateException("pom.xml has no eventsource-parent with a groupId and a version");
        }
        group = root.group(1);
        version = root.group(2);
        newGroup = group;
        newVersion = version;
    }

    public static void main(String[] arguments) throws IOException {
        Coordinates coordinates = new Coordinates(Files.readString(Path.of("pom.xml")));
        for (String argument : arguments) {
            coordinates.set(argument);
        }
        int changed = 0;
        for (Path file : files()) {
            changed += coordinates.rewrite(file) ? 1 : 0;
        }
        System.out.printf(
                "%s:%s is now %s:%s, in %d files.%n",
                coordinates.group, coordinates.version, coordinates.newGroup, coordinates.newVersion, changed);
    }

    private void set(String argument) {
        String[] parts = argument.split("=", 2);
        if (parts.length != 2 || !VALUE.matcher(parts[1]).matches()) {
            throw new IllegalArgumentException("expected group=… or version=…, not " + argument);
        }
        switch (parts[0]) {
            case "group" -> newGroup = parts[1];
            case "version" -> newVersion = parts[1];
            default -> throw new IllegalArgumentException("expected group=… or version=…, not " + argument);
        }
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(Path.of("."))) {
            all.filter(Files::isRegularFile).filter(Coordinates::isOurs).forEach(files::add);
        }
        return files;
    }

    /** What was changed is history: the log of changes and the records of decisions stay. */
    private static boolean isOurs(Path file) {
        String path = file.normalize().toString().replace('\\', '/');
        return path.matches(".*\\.(?:xml|md|java)")
                && !path.matches("(?:.*/)?target/.*|\\.git/.*|CHANGELOG\\.md|docs/decisions/.*|\\.ci/.*");
    }

    private boolean rewrite(Path file) {
        try {
            String before = Files.readString(file);
            String after = rewritten(before);
            if (after.equals(before)) {
                return false;
            }
            Files.writeString(file, after);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private String rewritten(String text) {
        String quotedGroup = Pattern.quote(group);
        String quotedVersion = Pattern.quote(version);
        return text
                // The version of an artifact of ours. Other artifacts can have an equal version.
                .replaceAll(
                        "((?:" + quotedGroup + "|\\$\\{project\\.groupId})</groupId>\\s*<artifactId>eventsource-[a-z-]+</artifactId>\\s*"
                                + "<version>)" + quotedVersion + "</version>",
                        "$1" + newVersion + "</version>")
                .replaceAll("((?:The|the|not released,) version (?:is )?)" + quotedVersion + "\\b", "$1" + newVersion)
                .replaceAll(">" + quotedGroup + "<", ">" + newGroup + "<")
                .replaceAll("\\b" + quotedGroup + ":eventsource-", newGroup + ":eventsource-");
    }
}
