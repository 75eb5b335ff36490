package org.eventsource.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsTest {

    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../..");
    private static final String README = "README.md";
    private static final String COMPARISON = "docs/comparison.md";

    @TempDir
    Path folder;

    /** Copies the documents of this repository. */
    @BeforeEach
    void copy() throws IOException {
        Files.createDirectory(folder.resolve("docs"));
        Files.copy(ROOT.resolve(README), folder.resolve(README));
        Files.copy(ROOT.resolve(COMPARISON), folder.resolve(COMPARISON));
    }

    private String text(String document) throws IOException {
        return Files.readString(folder.resolve(document));
    }

    @Test
    void the_clients_are_in_both_documents() throws Exception {
        new Documents(folder).write("clients", "| client   | lost |\n| -------- | ---- |\n| this one | $1   |");

        String table = "\n| client | lost |\n| --- | --- |\n| this one | $1 |\n";
        assertThat(text(README)).contains(table);
        assertThat(text(COMPARISON)).contains(table);
    }

    @Test
    void the_rest_of_a_document_stays() throws Exception {
        Documents documents = new Documents(folder);
        documents.write("scenarios", "first");
        documents.write("scenarios", "second");

        assertThat(text(COMPARISON))
                .startsWith("# Comparison")
                .contains("\nsecond\n")
                .doesNotContain("\nfirst\n");
        assertThat(text(README)).isEqualTo(Files.readString(ROOT.resolve(README)));
    }

    @Test
    void the_machine_has_a_place() throws Exception {
        new Documents(folder).write("machine", Documents.machine());

        assertThat(text(COMPARISON)).contains(Documents.machine());
    }

    @Test
    void a_result_without_a_place_is_an_error() {
        assertThatThrownBy(() -> new Documents(folder).write("weather", "fine"))
                .hasMessage("no document has a place for: weather");
    }
}
