package org.eventsource.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Prints a line of a table, and stores it if the run names a file. */
public final class Figures {

    private Figures() {}

    /** Prints a promise, what it was tested with, and the figure. */
    public static void print(String promise, String column, String figure) {
        String line = promise + " | " + column + " | " + figure;
        System.out.println(line);
        String file = System.getProperty("reliability.figures");
        if (file != null) {
            try {
                Files.write(Path.of(file), List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
