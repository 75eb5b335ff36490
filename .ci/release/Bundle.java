import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Checks a repository of staged artifacts against what Maven Central requires: elements of each POM, sources and javadoc
 * of each jar, a signature and checksums of each file, and no snapshot. The BOM has to name every jar.
 *
 * <p>{@code java .ci/release/Bundle.java target/staging}. With {@code --final} a placeholder is a problem, too.
 */
public final class Bundle {

    private static final List<String> REQUIRED = List.of("name", "description", "url", "licenses", "developers", "scm");
    private static final String PLACEHOLDER = "https://example.org/";

    private final Path directory;
    private final Map<String, Element> poms = new LinkedHashMap<>();
    private final TreeSet<String> problems = new TreeSet<>();
    private final TreeSet<String> placeholders = new TreeSet<>();
    private int files;

    private Bundle(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] arguments) throws Exception {
        List<String> options = List.of(arguments);
        Bundle bundle = new Bundle(Path.of(options.get(options.size() - 1)));
        bundle.check();
        if (options.contains("--final")) {
            bundle.problems.addAll(bundle.placeholders);
        } else if (!bundle.placeholders.isEmpty()) {
            System.out.println("Placeholders, to replace before a release (docs/releasing.md):");
            bundle.placeholders.forEach(line -> System.out.println("  " + line));
        }
        bundle.problems.forEach(System.out::println);
        System.out.printf(
                "Bundle: %d POMs, %d files: %d problems%n", bundle.poms.size(), bundle.files, bundle.problems.size());
        System.exit(bundle.problems.isEmpty() && !bundle.poms.isEmpty() ? 0 : 1);
    }

    private void check() throws IOException, ParserConfigurationException, SAXException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = walk.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("maven-metadata"))
                    .sorted()
                    .toList();
        }
        for (Path file : all) {
            checkFile(file);
        }
        for (Path file : all) {
            if (file.toString().endsWith(".pom")) {
                poms.put(show(file), read(file));
            }
        }
        poms.forEach(this::checkPom);
        checkBom();
    }

    // Files

    private void checkFile(Path file) throws IOException {
        String name = file.toString();
        if (name.endsWith(".md5") || name.endsWith(".sha1") || name.endsWith(".sha256") || name.endsWith(".sha512")) {
            return;
        }
        files++;
        if (name.contains("SNAPSHOT")) {
            problems.add(show(file) + ": a snapshot");
        }
        if (name.endsWith(".asc")) {
            checkSignature(file);
            return;
        }
        if (!Files.exists(Path.of(name + ".asc"))) {
            problems.add(show(file) + ": no signature (.asc)");
        }
        checkSum(file, "MD5", ".md5");
        checkSum(file, "SHA-1", ".sha1");
        if (name.contains("-cyclonedx.") && Files.readString(file).contains("file:")) {
            problems.add(show(file) + ": names a folder of this machine");
        }
    }

    private void checkSum(Path file, String algorithm, String ending) throws IOException {
        Path sum = Path.of(file + ending);
        if (!Files.exists(sum)) {
            problems.add(show(file) + ": no checksum (" + ending + ")");
            return;
        }
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file));
            if (!Files.readString(sum).strip().startsWith(HexFormat.of().formatHex(digest))) {
                problems.add(show(sum) + ": not the checksum of its file");
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By GnuPG, which has to know the key. */
    private void checkSignature(Path signature) throws IOException {
        String signed = signature.toString().replaceAll("\\.asc$", "");
        Process gpg = new ProcessBuilder("gpg", "--batch", "--verify", signature.toString(), signed)
                .redirectErrorStream(true)
                .start();
        String printed = new String(gpg.getInputStream().readAllBytes());
        try {
            if (gpg.waitFor() != 0) {
                problems.add(show(signature) + ": " + printed.strip().replaceAll("\\s*\\R\\s*", "; "));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while gpg checked " + signature, e);
        }
    }

    // POMs

    private void checkPom(String path, Element pom) {
        for (String name : REQUIRED) {
            if (inherited(pom, name).filter(element -> !element.getTextContent().isBlank()).isEmpty()) {
                problems.add(path + ": no " + name);
            }
        }
        for (String parts : List.of("licenses/license/name", "licenses/license/url", "developers/developer/name",
                "scm/connection", "scm/url")) {
            if (part(pom, parts).isEmpty()) {
                problems.add(path + ": no " + parts);
            }
        }
        checkPath(path, pom);
        Path file = directory.resolve(path);
        String text = pom.getTextContent();
        if (text.contains("SNAPSHOT")) {
            problems.add(path + ": names a snapshot");
        }
        if (text.contains(PLACEHOLDER)) {
            placeholders.add(path + ": " + PLACEHOLDER);
        }
        if (child(pom, "repositories").isPresent() || child(pom, "pluginRepositories").isPresent()) {
            problems.add(path + ": names a repository");
        }
        checkOurDependencies(path, pom);
        if (packaging(pom).equals("jar")) {
            String base = file.toString().replaceAll("\\.pom$", "");
            checkJar(Path.of(base + ".jar"), ".class");
            checkJar(Path.of(base + "-sources.jar"), ".java");
            checkJar(Path.of(base + "-javadoc.jar"), "index.html");
            if (!Files.exists(Path.of(base + "-cyclonedx.json"))) {
                problems.add(path + ": no SBOM (-cyclonedx.json)");
            }
        }
    }

    private void checkPath(String path, Element pom) {
        String group = inheritedText(pom, "groupId");
        String artifact = child(pom, "artifactId").orElseThrow().getTextContent();
        String version = inheritedText(pom, "version");
        String expected = group.replace('.', '/') + "/" + artifact + "/" + version + "/" + artifact + "-" + version + ".pom";
        if (!expected.equals(path)) {
            problems.add(path + ": its coordinates belong to " + expected);
        }
    }

    /** Parents and dependencies of our group have to be in the bundle. */
    private void checkOurDependencies(String path, Element pom) {
        String group = inheritedText(pom, "groupId");
        child(pom, "parent").ifPresent(parent -> {
            String artifact = child(parent, "artifactId").orElseThrow().getTextContent();
            if (poms.values().stream().noneMatch(other -> artifactId(other).equals(artifact))) {
                problems.add(path + ": its parent " + artifact + " is not staged");
            }
        });
        child(pom, "dependencies").stream().flatMap(Bundle::children).forEach(dependency -> {
            String ofGroup = child(dependency, "groupId").orElseThrow().getTextContent();
            String artifact = child(dependency, "artifactId").orElseThrow().getTextContent();
            String scope = child(dependency, "scope").map(Node::getTextContent).orElse("compile");
            boolean ours = ofGroup.equals(group) || ofGroup.equals("${project.groupId}");
            if (ours && !scope.equals("test") && poms.values().stream().noneMatch(other -> artifactId(other).equals(artifact))) {
                problems.add(path + ": its dependency " + artifact + " is not staged");
            }
            if (!ours && (scope.equals("compile") || scope.equals("runtime"))) {
                System.out.println(path + ": users get " + ofGroup + ":" + artifact);
            }
        });
    }

    private void checkJar(Path jar, String content) {
        if (!Files.exists(jar)) {
            problems.add(show(jar) + ": missing");
            return;
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            if (zip.stream().noneMatch(entry -> entry.getName().endsWith(content))) {
                problems.add(show(jar) + ": contains no " + content);
            }
        } catch (IOException e) {
            problems.add(show(jar) + ": " + e.getMessage());
        }
    }

    /** The BOM names each jar that is staged, and nothing else. */
    private void checkBom() {
        TreeSet<String> jars = new TreeSet<>();
        TreeSet<String> managed = new TreeSet<>();
        boolean found = false;
        for (Element pom : poms.values()) {
            if (packaging(pom).equals("jar")) {
                jars.add(artifactId(pom));
            }
            if (artifactId(pom).endsWith("-bom")) {
                found = true;
                if (child(pom, "parent").isPresent() || child(pom, "properties").isPresent()) {
                    problems.add(artifactId(pom) + ": has a parent or properties, which an import would add");
                }
                child(pom, "dependencyManagement").flatMap(all -> child(all, "dependencies")).stream()
                        .flatMap(Bundle::children)
                        .forEach(dependency -> managed.add(artifactId(dependency)));
            }
        }
        if (!found) {
            problems.add("there is no BOM");
        } else if (!jars.equals(managed)) {
            problems.add("the BOM names " + managed + ", and the staged jars are " + jars);
        }
    }

    // XML

    private static Element read(Path pom) throws IOException, ParserConfigurationException, SAXException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
    }

    private static String artifactId(Element pom) {
        return child(pom, "artifactId").orElseThrow().getTextContent();
    }

    private static String packaging(Element pom) {
        return child(pom, "packaging").map(Node::getTextContent).orElse("jar");
    }

    private static Stream<Element> children(Element of) {
        List<Element> found = new ArrayList<>();
        for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element) {
                found.add((Element) node);
            }
        }
        return found.stream();
    }

    private static Optional<Element> child(Element of, String name) {
        return children(of).filter(element -> element.getTagName().equals(name)).findFirst();
    }

    /** The element of a POM, or of its staged parent. The name and the description are the POM's own. */
    private Optional<Element> inherited(Element pom, String name) {
        Optional<Element> own = child(pom, name);
        if (own.isPresent() || name.equals("name") || name.equals("description")) {
            return own;
        }
        return child(pom, "parent")
                .map(Bundle::artifactId)
                .flatMap(parent -> poms.values().stream()
                        .filter(other -> artifactId(other).equals(parent))
                        .findFirst())
                .flatMap(parent -> inherited(parent, name));
    }

    private String inheritedText(Element pom, String name) {
        return child(pom, name)
                .or(() -> child(pom, "parent").flatMap(parent -> child(parent, name)))
                .map(Node::getTextContent)
                .orElse("");
    }

    private Optional<Element> part(Element pom, String path) {
        String[] names = path.split("/");
        Optional<Element> element = inherited(pom, names[0]);
        for (int i = 1; i < names.length; i++) {
            String name = names[i];
            element = element.flatMap(of -> child(of, name));
        }
        return element.filter(found -> !found.getTextContent().isBlank());
    }

    private String show(Path file) {
        return directory.relativize(file).toString().replace('\\', '/');
    }
}
