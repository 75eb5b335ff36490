import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks how this repository is written. Run it in the root of the repository:
 *
 * <pre>java .ci/prose/Prose.java</pre>
 *
 * <p>It prints one line for each problem and exits with 1 if there is one. It reads the lists beside it: {@code banned},
 * {@code folders}, {@code messages}, {@code not-messages} and {@code since}.
 */
final class Prose {

    private static final Path LISTS = Path.of(".ci", "prose");
    private static final Path TROUBLESHOOTING = Path.of("docs", "troubleshooting.md");
    private static final Path README = Path.of("README.md");
    private static final int WORDS = 30;
    private static final int README_LINES = 150;
    private static final int SUBJECT = 64;
    private static final Pattern SUBJECT_FORM = Pattern.compile("[a-z][a-z0-9, -]*: [a-z].*[^.]");
    private static final Pattern NO_VERB =
            Pattern.compile("[^:]*: (a|an|the|no|who|what|how|when|where|why|more|less|some|all|[a-z]+(ing|ed))\\b.*");

    private final List<Banned> banned = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** A word or phrase that is not written. Scope: all, or documents. */
    private record Banned(boolean documentsOnly, Pattern pattern, String instead) {}

    /** A piece of text that begins in a line of a file. */
    private record Text(Path file, int line, String text) {}

    public static void main(String[] arguments) throws Exception {
        System.exit(new Prose().run());
    }

    private int run() throws Exception {
        for (String line : list("banned")) {
            String[] fields = line.split("\\s*\\|\\|\\s*");
            Pattern pattern = Pattern.compile("\\b(?:" + fields[1] + ")", Pattern.CASE_INSENSITIVE);
            banned.add(new Banned(fields[0].equals("documents"), pattern, fields[2]));
        }
        List<Path> documents = files("*.md");
        for (Path document : documents) {
            checkDocument(document);
        }
        List<String> folders = list("folders");
        for (String folder : folders) {
            for (Path source : files(folder + "/*.java")) {
                checkSource(source);
            }
            for (Path file : files(folder + "/*")) {
                checkComments(file);
            }
        }
        checkMessages();
        int subjects = checkSubjects();
        problems.forEach(System.out::println);
        System.out.printf(
                "Prose: %d documents, %d source folders, %d commits: %s%n",
                documents.size(), folders.size(), subjects, problems.isEmpty() ? "no problem" : problems.size() + " problems");
        return problems.isEmpty() ? 0 : 1;
    }

    private static List<String> list(String name) throws IOException {
        try (Stream<String> lines = Files.lines(LISTS.resolve(name))) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }

    private static List<Path> files(String pattern) throws Exception {
        return output("git", "ls-files", "--cached", "--others", "--exclude-standard", pattern).stream()
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toList();
    }

    private static List<String> output(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), "UTF-8").lines().toList();
        return process.waitFor() == 0 ? lines : List.of();
    }

    private void problem(Path file, int line, String what) {
        problems.add(file.toString().replace('\\', '/') + ":" + line + ": " + what);
    }

    // Documents

    private void checkDocument(Path file) throws Exception {
        StringBuilder paragraph = new StringBuilder();
        int first = 0;
        boolean code = false;
        boolean blank = true;
        boolean list = false;
        List<String> lines = Files.readAllLines(file);
        if (file.equals(README) && lines.size() > README_LINES) {
            String what = lines.size() + " lines, at most " + README_LINES + ": move what is not needed to begin into docs";
            problem(file, README_LINES + 1, what);
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.strip().startsWith("```")) {
                code = !code;
                end(file, first, paragraph);
                continue;
            }
            boolean indented = line.startsWith("    ") && (blank || paragraph.isEmpty()) && !list;
            blank = line.isBlank();
            if (code || indented || line.startsWith("<!--")) {
                continue;
            }
            list = isItem(line) || (list && !line.matches("\\S.*"));
            checkLinks(file, i + 1, line);
            checkTests(file, i + 1, line);
            if (line.isBlank() || line.startsWith("|") || line.startsWith("#")) {
                end(file, first, paragraph);
                checkWords(new Text(file, i + 1, plain(line)), true);
                checkCells(file, i + 1, line);
                continue;
            }
            if (isItem(line)) {
                end(file, first, paragraph);
            }
            first = paragraph.isEmpty() ? i + 1 : first;
            paragraph.append(line.strip().replaceFirst("^([-*]|\\d+\\.|>) ", "")).append('\n');
        }
        end(file, first, paragraph);
    }

    private static boolean isItem(String line) {
        return line.matches("\\s*([-*]|\\d+\\.) .*");
    }

    private void end(Path file, int first, StringBuilder paragraph) {
        String text = plain(paragraph.toString());
        paragraph.setLength(0);
        if (text.isBlank()) {
            return;
        }
        checkWords(new Text(file, first, text), true);
        checkLengths(file, first, text);
    }

    /** A cell of a table has sentences, or a part of one. */
    private void checkCells(Path file, int line, String row) {
        if (row.startsWith("|")) {
            Stream.of(plain(row).split("\\|")).forEach(cell -> checkLengths(file, line, cell));
        }
    }

    private void checkLengths(Path file, int first, String text) {
        for (String sentence : text.replace('\n', ' ').split("(?<=[.!?][\")]?)\\s+(?=[\\p{Lu}`\"(\\d])")) {
            long words = Pattern.compile("\\s+")
                    .splitAsStream(sentence)
                    .filter(word -> word.matches(".*[\\p{L}\\d].*"))
                    .count();
            if (words > WORDS) {
                problem(file, first, words + " words in one sentence, at most " + WORDS + ": " + cut(sentence));
            }
        }
    }

    private static String cut(String sentence) {
        return sentence.length() <= 70 ? sentence : sentence.substring(0, 70) + "…";
    }

    /** Without markup. Code in a sentence counts as one word, which nothing is banned in. */
    private static String plain(String text) {
        return text.replaceAll("``[^`]*``|`[^`]*`", "Code")
                .replaceAll("!?\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                .replaceAll("<[^>\\n]*>", " ")
                .replaceAll("\\*\\*|(?<![\\w*])\\*(?=\\S)|(?<=\\S)\\*(?![\\w*])", "");
    }

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    private void checkLinks(Path file, int line, String text) throws IOException {
        Matcher link = LINK.matcher(text);
        while (link.find()) {
            String target = link.group(1);
            if (target.matches("[a-z]+:.*")) {
                continue;
            }
            String[] parts = target.split("#", 2);
            Path parent = file.getParent() == null ? Path.of("") : file.getParent();
            Path to = parts[0].isEmpty() ? file : parent.resolve(parts[0]).normalize();
            if (!Files.exists(to)) {
                problem(file, line, "there is no " + to);
            } else if (parts.length == 2 && to.toString().endsWith(".md") && !anchors(to).contains(parts[1])) {
                problem(file, line, "there is no heading #" + parts[1] + " in " + to);
            }
        }
    }

    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|IT))`");
    private static final Pattern TYPE = Pattern.compile("`([A-Z][a-z]+[A-Za-z]*)`");
    private static final Path ARCHITECTURE = Path.of("docs", "architecture.md");
    private static final List<String> TYPES_OF_OTHERS = List.of("HttpClient", "InputStream", "SseEventSource");

    /** A test that a document names is a file, and so is a type that the document on architecture names. */
    private void checkTests(Path file, int line, String text) throws Exception {
        Matcher test = (file.equals(ARCHITECTURE) ? TYPE : TEST).matcher(text);
        while (test.find()) {
            String name = test.group(1);
            if (!TYPES_OF_OTHERS.contains(name) && files("*/" + name + ".java").isEmpty()) {
                problem(file, line, "there is no type " + name);
            }
        }
    }

    private static List<String> anchors(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.matches("#+ .*"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^\\p{L}\\d _-]", "").replace(' ', '-'))
                .toList();
    }

    // Words

    private void checkWords(Text text, boolean document) {
        for (Banned word : banned) {
            if (word.documentsOnly() && !document) {
                continue;
            }
            Matcher found = word.pattern().matcher(text.text());
            while (found.find()) {
                long before = text.text().substring(0, found.start()).chars().filter(c -> c == '\n').count();
                problem(
                        text.file(),
                        text.line() + (int) before,
                        "\"" + found.group().replace('\n', ' ') + "\": " + word.instead());
            }
        }
    }

    // Sources

    private static final Pattern TOKEN = Pattern.compile(
            "(?<comment>/\\*.*?\\*/|//[^\\n]*)|(?<block>\"\"\".*?\"\"\")|(?<string>\"(?:\\\\.|[^\"\\\\\\n])*\")"
                    + "|'(?:\\\\.|[^'\\\\\\n])+'",
            Pattern.DOTALL);

    private void checkSource(Path file) throws IOException {
        String source = Files.readString(file);
        Matcher token = TOKEN.matcher(source);
        int line = 1;
        int counted = 0;
        while (token.find()) {
            line += (int) source.substring(counted, token.start()).chars().filter(c -> c == '\n').count();
            counted = token.start();
            String comment = token.group("comment");
            String string = token.group("string");
            if (comment != null) {
                checkWords(new Text(file, line, withoutCode(comment)), false);
            } else if (string != null) {
                checkWords(new Text(file, line, string), false);
            }
        }
    }

    private static final Pattern XML_COMMENT = Pattern.compile("<!--(.*?)-->", Pattern.DOTALL);
    private static final Pattern LINE_COMMENT = Pattern.compile("(?m)^\\s*#(.*)$");

    /** Checks the comments of files that are no Java. */
    private void checkComments(Path file) throws IOException {
        String name = file.getFileName().toString();
        Pattern pattern = name.endsWith(".xml") ? XML_COMMENT : LINE_COMMENT;
        if (name.equals("run") || name.matches(".*\\.(xml|yaml|properties)")) {
            String text = Files.readString(file);
            Matcher comment = pattern.matcher(text);
            while (comment.find()) {
                int line = 1 + (int) text.substring(0, comment.start()).chars().filter(c -> c == '\n').count();
                checkWords(new Text(file, line, comment.group(1)), false);
            }
        }
    }

    /** Lines stay, so that a problem can name its own. Asterisks go, so that a phrase may go over a line. */
    private static String withoutCode(String comment) {
        String text = comment.replaceAll("(?m)^\\s*\\*(?!/)", " ");
        Matcher code =
                Pattern.compile("(?s)<pre>.*?</pre>|<code>.*?</code>|\\{@(code|link|linkplain)\\b[^}]*}|@param \\w+|https?://\\S+").matcher(text);
        return code.replaceAll(found -> found.group().replaceAll("[^\\n]", "-"));
    }

    // Messages

    private static final Pattern PLACE = Pattern.compile("%[\\d$]*[sdX]|%04X|\\\\n|\\\\\"|\\\\'");

    /** Each text of three words or more in the code of the library is a message, and stands in the document. */
    private void checkMessages() throws Exception {
        if (!Files.exists(TROUBLESHOOTING)) {
            return;
        }
        String known = words(Files.readString(TROUBLESHOOTING));
        List<String> others = list("not-messages");
        for (String folder : list("messages")) {
            for (Path source : files(folder + "/*.java")) {
                String text = Files.readString(source);
                Matcher token = TOKEN.matcher(text);
                while (token.find()) {
                    if (token.group("string") == null) {
                        continue;
                    }
                    for (String part : PLACE.split(token.group("string"))) {
                        String words = words(part);
                        boolean isMessage = words.split(" ").length >= 3 && part.matches(".*\\p{Ll} \\p{Ll}.*");
                        if (isMessage && !known.contains(words) && !others.contains(words)) {
                            int line = 1 + (int) text.substring(0, token.start()).chars().filter(c -> c == '\n').count();
                            problem(source, line, "not in " + TROUBLESHOOTING + ": " + words);
                        }
                    }
                }
            }
        }
    }

    private static String words(String text) {
        return Stream.of(text.replace("\\\"", "\"").split("[^\\p{L}\\d${}.]+"))
                .map(word -> word.replaceAll("^[.]+|[.]+$", ""))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "))
                .toLowerCase(Locale.ROOT);
    }

    // Commits

    private int checkSubjects() throws Exception {
        String since = list("since").get(0);
        if (output("git", "cat-file", "-t", since).isEmpty()) {
            System.out.println("The commit " + since + " is not in this clone: subjects are not checked.");
            return 0;
        }
        List<String> commits = output("git", "log", "--no-merges", "--format=%h %s", since + "..HEAD");
        for (String commit : commits) {
            String hash = commit.substring(0, commit.indexOf(' '));
            String subject = commit.substring(hash.length() + 1);
            Path place = Path.of("commit", hash);
            if (subject.length() > SUBJECT) {
                problem(place, 1, subject.length() + " characters, at most " + SUBJECT + ": " + subject);
            }
            if (!SUBJECT_FORM.matcher(subject).matches() || NO_VERB.matcher(subject).matches()) {
                problem(place, 1, "not \"component: verb object\": " + subject);
            }
            checkWords(new Text(place, 1, subject), false);
        }
        return commits.size();
    }
}
