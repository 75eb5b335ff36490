package org.eventsource.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The statements of the document. */
final class TableStatements {

    private static final Path DOCUMENT = Path.of("../../docs/cursor-table.md");

    private TableStatements() {}

    /** Returns the statement that creates the table. */
    static String of(String database) throws IOException {
        String text = Files.readString(DOCUMENT);
        String section = text.substring(text.indexOf("\n## " + database + "\n"));
        int begin = section.indexOf("```sql\n") + "```sql\n".length();
        String statement =
                section.substring(begin, section.indexOf("\n```", begin)).strip();
        return statement.substring(0, statement.lastIndexOf(';'));
    }
}
