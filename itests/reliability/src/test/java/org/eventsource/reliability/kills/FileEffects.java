package org.eventsource.reliability.kills;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A line in a file for each message, forced to the disk. */
final class FileEffects implements Effects {

    private final FileChannel file;

    FileEffects(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    @Override
    public void handle(int number) throws IOException {
        append("EFFECT " + number);
    }

    @Override
    public void bury(int number) throws IOException {
        append("LETTER " + number);
    }

    private void append(String line) throws IOException {
        file.write(ByteBuffer.wrap((line + "\n").getBytes(UTF_8)));
        file.force(false);
    }
}
