import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Draws the pictures of conformance.md, reliability.md and performance.md from the figures in their tables. Run it in
 * the root of the repository:
 *
 * <pre>java docs/pictures/Draw.java</pre>
 *
 * <p>With {@code --check} it writes nothing, and exits with 1 if a picture is not the one of its table.
 */
final class Draw {

    private static final Path DOCS = Path.of("docs");
    private static final String OURS = "#2f6db3";
    private static final String OTHERS = "#9aa3ae";
    private static final String LIMIT = "#d5dae1";
    private static final String HOLDS = "#cfe8d4";
    private static final String DIFFERS = "#f2e3b8";
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");

    private final StringBuilder svg = new StringBuilder();

    /** A bar: what it stands for, its length, and its colour. */
    private record Bar(String label, double value, String colour) {}

    /** Bars, and a line at their bound; 0: none. */
    private record Chart(String title, List<Bar> bars, double bound) {}

    public static void main(String[] arguments) throws IOException {
        Map<String, String> pictures = new LinkedHashMap<>();
        pictures.put("conformance.svg", conformance());
        pictures.put("reliability.svg", reliability());
        pictures.put("performance.svg", performance());
        boolean check = List.of(arguments).contains("--check");
        for (Map.Entry<String, String> picture : pictures.entrySet()) {
            Path file = DOCS.resolve("pictures").resolve(picture.getKey());
            if (!check) {
                Files.writeString(file, picture.getValue());
            } else if (!Files.exists(file) || !Files.readString(file).equals(picture.getValue())) {
                System.out.println(file + " is not drawn from its table: run java docs/pictures/Draw.java");
                System.exit(1);
            }
        }
    }

    // Pictures

    private static String conformance() throws IOException {
        List<List<String>> table = table("conformance.md", "## Results", 0);
        return new Draw()
                .matrix(
                        "Cases passed, of those that apply to the client",
                        table,
                        cell -> cell.matches("(\\d+)/\\1") ? HOLDS : cell.equals("-") ? LIMIT : DIFFERS);
    }

    private static String reliability() throws IOException {
        List<List<String>> table = table("reliability.md", "### Promises", 0);
        List<String> clients = table.get(0);
        List<Bar> heap = new ArrayList<>();
        List<Bar> close = new ArrayList<>();
        for (int column = 1; column < clients.size(); column++) {
            int at = column;
            heap.add(new Bar(clients.get(at), largest(table, at, "heap (\\d+) MB"), OURS));
            close.add(new Bar(clients.get(at), largest(table, at, "/ (\\d+\\.\\d+)(?=;)"), OURS));
        }
        return new Draw().charts(
                new Chart("Largest heap under hostile streams, in MB; the bound is 128 MB", heap, 128),
                new Chart("99 % of calls of close() return within, in ms, in the slowest state; the promise is 20 ms", close, 20));
    }

    private static double largest(List<List<String>> table, int column, String figure) {
        Pattern pattern = Pattern.compile(figure);
        return table.stream()
                .skip(1)
                .flatMap(row -> pattern.matcher(row.get(column)).results())
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .max()
                .orElseThrow();
    }

    private static String performance() throws IOException {
        return new Draw().charts(
                new Chart("Processor time for a million events, in seconds (Java 17)", bars("### Whole streams", 0, 1), 0),
                new Chart("Latency at 1,000 events a second, median in µs (Java 17)", bars("### Latency", 0, 1), 0),
                new Chart("From the start of a process to its first event, in ms (Java 17)", bars("### The first event", 0, 1), 0));
    }

    private static List<Bar> bars(String heading, int index, int column) throws IOException {
        return table("performance.md", heading, index).stream()
                .skip(1)
                .map(row -> new Bar(row.get(0), number(row.get(column)), colour(row.get(0))))
                .sorted((one, other) -> Double.compare(one.value(), other.value()))
                .toList();
    }

    private static String colour(String label) {
        return label.startsWith("ours") ? OURS : label.startsWith("limit") ? LIMIT : OTHERS;
    }

    private static double number(String cell) {
        Matcher number = NUMBER.matcher(cell);
        if (!number.find()) {
            throw new IllegalArgumentException("no number in: " + cell);
        }
        return Double.parseDouble(number.group());
    }

    // Tables

    /** The rows of the table with an index below a heading; the first one has the names of the columns. */
    private static List<List<String>> table(String document, String heading, int index) throws IOException {
        List<String> lines = Files.readAllLines(DOCS.resolve(document));
        int from = lines.indexOf(heading);
        if (from < 0) {
            throw new IllegalArgumentException(document + " has no heading " + heading);
        }
        for (int table = 0; ; table++) {
            while (!lines.get(from).startsWith("|")) {
                from++;
            }
            int first = from;
            List<List<String>> rows = lines.subList(first, lines.size()).stream()
                    .takeWhile(line -> line.startsWith("|"))
                    .filter(line -> !line.matches("[|: -]+"))
                    .map(line -> Stream.of(line.substring(1).split("\\|")).map(String::strip).map(Draw::plain).toList())
                    .toList();
            if (table == index) {
                return rows;
            }
            while (lines.get(from).startsWith("|")) {
                from++;
            }
        }
    }

    private static String plain(String cell) {
        return cell.replaceAll("[*`]", "");
    }

    // Shapes

    private String matrix(String title, List<List<String>> table, java.util.function.UnaryOperator<String> colour) {
        int left = 210;
        int column = 104;
        int row = 26;
        int width = left + (table.get(0).size() - 1) * column + 20;
        int height = 60 + table.size() * row + 10;
        begin(width, height, title);
        for (int y = 0; y < table.size(); y++) {
            List<String> cells = table.get(y);
            for (int x = 0; x < cells.size(); x++) {
                int top = 46 + y * row;
                if (x > 0 && y > 0) {
                    rectangle(left + (x - 1) * column, top, column - 3, row - 3, colour.apply(cells.get(x)));
                }
                if (x == 0) {
                    text(left - 10, top + 16, "end", y == 0 ? "#57606a" : "#1f2328", cells.get(x));
                } else {
                    text(left + (x - 1) * column + (column - 3) / 2, top + 16, "middle", y == 0 ? "#57606a" : "#1f2328", cells.get(x));
                }
            }
        }
        return end();
    }

    /** One above the other. */
    private String charts(Chart... charts) {
        int height = 22 + Stream.of(charts).mapToInt(chart -> 44 + chart.bars().size() * 24).sum();
        begin(900, height, charts[0].title());
        int top = 46;
        for (Chart chart : charts) {
            if (chart != charts[0]) {
                text(20, top - 16, "start", "#1f2328", chart.title());
            }
            bars(chart.bars(), chart.bound(), top);
            top += chart.bars().size() * 24 + 44;
        }
        return end();
    }

    private void bars(List<Bar> bars, double bound, int top) {
        double largest = Math.max(bound, bars.stream().mapToDouble(Bar::value).max().orElseThrow());
        double scale = 520 / largest;
        IntStream.range(0, bars.size()).forEach(index -> {
            Bar bar = bars.get(index);
            int y = top + index * 24;
            text(250, y + 15, "end", "#1f2328", bar.label());
            rectangle(260, y, Math.max(1, bar.value() * scale), 20, bar.colour());
            text(266 + bar.value() * scale, y + 15, "start", "#57606a", shown(bar.value()));
        });
        if (bound > 0) {
            rectangle(260 + bound * scale, top - 3, 2, bars.size() * 24 + 2, "#c4413a");
        }
    }

    private static String shown(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : new java.math.BigDecimal(value).round(new java.math.MathContext(3)).stripTrailingZeros().toPlainString();
    }

    private void begin(int width, int height, String title) {
        svg.append(("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"system-ui, 'DejaVu Sans', Helvetica, Arial, sans-serif\" font-size=\"13\">\n")
                .formatted(width, height, width, height));
        svg.append("<title>%s</title>\n".formatted(escaped(title)));
        rectangle(0, 0, width, height, "#ffffff");
        text(20, 28, "start", "#1f2328", title);
    }

    private String end() {
        return svg.append("</svg>\n").toString();
    }

    private void rectangle(double x, double y, double width, double height, String colour) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n",
                x,
                y,
                width,
                height,
                colour));
    }

    private void text(double x, double y, String anchor, String colour, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n",
                x,
                y,
                anchor,
                colour,
                escaped(text)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
