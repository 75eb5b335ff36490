import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws a recording of a terminal as an SVG that plays by itself. To record the demo again, in this folder:
 *
 * <pre>
 * script -qec "mvn -f ../.. -Pdemo process-classes -Dseconds=14" --log-out demo.output --log-timing demo.timing
 * java Recording.java demo
 * </pre>
 *
 * <p>{@code script} is the command of util-linux. It adds a first and a last line, which are left out here. The picture
 * shows the demo: lines of Maven are left out, too.
 */
final class Recording {

    private static final int ROWS = 20;
    private static final int COLUMNS = 95;
    private static final double WIDTH = 8.43;
    private static final int HEIGHT = 20;
    private static final int MARGIN = 14;
    private static final double PAUSE_AT_END = 5;
    private static final double LONGEST_PAUSE = 1.5;
    private static final Pattern MAVEN = Pattern.compile("\\[(\u001b\\[[\\d;]*m)?(INFO|WARNING)\\b.*");
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[([\\d;]*)m");

    /** A line of the terminal, and the second at which it came. */
    private record Line(double time, String text) {}

    public static void main(String[] arguments) throws IOException {
        String name = arguments[0];
        List<Line> lines = lines(Files.readAllBytes(Path.of(name + ".output")), Files.readAllLines(Path.of(name + ".timing")));
        Files.writeString(Path.of(name + ".svg"), svg("mvn -Pdemo process-classes", lines));
    }

    private static List<Line> lines(byte[] output, List<String> timing) {
        List<Line> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        double time = 0;
        int position = new String(output, UTF_8).startsWith("Script ") ? indexOfLineFeed(output) + 1 : 0;
        for (String entry : timing) {
            String[] fields = entry.split(" ");
            time += Math.min(LONGEST_PAUSE, Double.parseDouble(fields[0]));
            int end = Math.min(output.length, position + Integer.parseInt(fields[1]));
            line.append(new String(output, position, end - position, UTF_8));
            position = end;
            for (int feed = line.indexOf("\n"); feed >= 0; feed = line.indexOf("\n")) {
                lines.add(new Line(time, line.substring(0, feed).replace("\r", "")));
                line.delete(0, feed + 1);
            }
        }
        lines.removeIf(each -> each.text().startsWith("Script ") || MAVEN.matcher(each.text()).matches());
        return lines;
    }

    private static int indexOfLineFeed(byte[] output) {
        int index = 0;
        while (output[index] != '\n') {
            index++;
        }
        return index;
    }

    private static String svg(String command, List<Line> lines) {
        double start = lines.get(0).time() - 0.5;
        double length = lines.get(lines.size() - 1).time() - start + PAUSE_AT_END;
        int width = (int) (COLUMNS * WIDTH) + 2 * MARGIN;
        int height = ROWS * HEIGHT + 2 * MARGIN;
        int total = lines.size() + 1;
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">%n"
                .formatted(width, height, width, height));
        svg.append("<title>The demo in a terminal</title>\n");
        svg.append("<rect width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#1c2028\"/>%n".formatted(width, height));
        svg.append("<clipPath id=\"screen\"><rect y=\"%d\" width=\"%d\" height=\"%d\"/></clipPath>%n"
                .formatted(MARGIN - 4, width, ROWS * HEIGHT + 8));
        svg.append("<g clip-path=\"url(#screen)\"><g font-family=\"ui-monospace, 'DejaVu Sans Mono',"
                + " Menlo, Consolas, monospace\" font-size=\"14\" fill=\"#d6dae2\" transform=\"translate(0 %d)\">%n"
                        .formatted(-scrolled(total)));
        svg.append(scrolling(lines, start, length));
        svg.append(row(0, "<tspan fill=\"#6fc276\">$</tspan> " + escaped(command), ""));
        for (int i = 0; i < lines.size(); i++) {
            String appears = String.format(
                    Locale.ROOT,
                    "<animate attributeName=\"opacity\" calcMode=\"discrete\" values=\"0;1\" keyTimes=\"0;%.4f\" dur=\"%.2fs\""
                            + " repeatCount=\"indefinite\"/>",
                    (lines.get(i).time() - start) / length,
                    length);
            svg.append(row(i + 1, coloured(lines.get(i).text()), appears));
        }
        return svg.append("</g></g>\n</svg>\n").toString();
    }

    private static int scrolled(int rows) {
        return Math.max(0, rows - ROWS) * HEIGHT;
    }

    private static String scrolling(List<Line> lines, double start, double length) {
        StringBuilder values = new StringBuilder("0 0");
        StringBuilder times = new StringBuilder("0");
        for (int i = 0; i < lines.size(); i++) {
            if (scrolled(i + 2) > 0) {
                values.append(";0 ").append(-scrolled(i + 2));
                times.append(String.format(Locale.ROOT, ";%.4f", (lines.get(i).time() - start) / length));
            }
        }
        return String.format(
                Locale.ROOT,
                "<animateTransform attributeName=\"transform\" type=\"translate\" calcMode=\"discrete\" values=\"%s\""
                        + " keyTimes=\"%s\" dur=\"%.2fs\" repeatCount=\"indefinite\"/>%n",
                values,
                times,
                length);
    }

    private static String row(int number, String content, String animation) {
        return "<text xml:space=\"preserve\" x=\"%d\" y=\"%d\">%s%s</text>%n"
                .formatted(MARGIN, MARGIN + number * HEIGHT + 14, animation, content);
    }

    private static String coloured(String text) {
        StringBuilder spans = new StringBuilder();
        Matcher code = COLOUR.matcher(text);
        String fill = "";
        int done = 0;
        while (code.find()) {
            spans.append(span(fill, text.substring(done, code.start())));
            fill = switch (code.group(1)) {
                case "2" -> "#7d8594";
                case "31" -> "#e5737b";
                case "32" -> "#6fc276";
                case "33" -> "#dbb25c";
                case "34", "1;34" -> "#6ea8dc";
                default -> "";
            };
            done = code.end();
        }
        return spans + span(fill, text.substring(done));
    }

    private static String span(String fill, String text) {
        return fill.isEmpty() || text.isEmpty()
                ? escaped(text)
                : "<tspan fill=\"%s\">%s</tspan>".formatted(fill, escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
