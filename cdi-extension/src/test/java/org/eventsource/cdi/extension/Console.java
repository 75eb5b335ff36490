package org.eventsource.cdi.extension;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import org.assertj.core.api.Assertions;

/** Takes what a sample prints, and presses Enter when the sample has printed a line. */
final class Console extends PrintStream {

    private final Recorder lines = new Recorder();
    private final PrintStream out = System.out;
    private final InputStream in = System.in;

    Console() {
        super(OutputStream.nullOutputStream());
        System.setOut(this);
    }

    @Override
    public void println(String line) {
        lines.record(line);
    }

    Object next() throws InterruptedException {
        return lines.next();
    }

    /** From now on a program that reads from the console waits for a line, and gets the end of its input. */
    void pressEnterAfter(String line) {
        System.setIn(new InputStream() {

            @Override
            public int read() {
                try {
                    Assertions.assertThat(next()).isEqualTo(line);
                    return -1;
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        });
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setIn(in);
    }
}
