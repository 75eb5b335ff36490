package org.eventsource.reliability.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Prints a line of a table, and stores it if the run names a file. */
final class Figures {

    private Figures() {}

    static void print(String promise, String column, String figure) throws IOException {
        String line = promise + " | " + column + " | " + figure;
        System.out.println(line);
        String file = System.getProperty("reliability.figures");
        if (file != null) {
            Files.write(Path.of(file), List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
