package org.eventsource.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsTest {

    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../..");
    private static final String README = "README.md";
    private static final String COMPARISON = "docs/comparison.md";

    private static final String WIDE_TABLE = "| client   | lost |\n| -------- | ---- |\n| this one | $1   |";
    private static final String TABLE = "\n| client | lost |\n| --- | --- |\n| this one | $1 |\n";

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
    void all_clients_are_in_the_comparison() throws Exception {
        new Documents(folder).write("clients", WIDE_TABLE);

        assertThat(text(COMPARISON)).contains(TABLE);
        assertThat(text(README)).isEqualTo(Files.readString(ROOT.resolve(README)));
    }

    @Test
    void the_clients_that_resume_are_in_the_readme() throws Exception {
        new Documents(folder).write("resuming clients", WIDE_TABLE);

        assertThat(text(README)).contains(TABLE);
        assertThat(text(COMPARISON)).isEqualTo(Files.readString(ROOT.resolve(COMPARISON)));
    }

    @Test
    void a_result_is_written_to_each_document_with_its_place() throws Exception {
        Files.copy(folder.resolve(README), folder.resolve(COMPARISON), StandardCopyOption.REPLACE_EXISTING);
        new Documents(folder).write("resuming clients", WIDE_TABLE);

        assertThat(text(README)).contains(TABLE);
        assertThat(text(COMPARISON)).contains(TABLE);
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
