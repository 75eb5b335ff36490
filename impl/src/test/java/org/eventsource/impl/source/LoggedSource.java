package org.eventsource.impl.source;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;

/** A source on the test's clock, and the entries that it logs. */
abstract class LoggedSource extends SourceOnManualTime {

    final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Log log = new Log(records::add);

    @AfterEach
    final void closeLog() {
        log.close();
    }

    final List<String> warnings() throws Exception {
        settle();
        return records.stream()
                .filter(entry -> entry.getLevel() == Level.WARNING)
                .map(LogRecord::getMessage)
                .toList();
    }

    /** Moves the time in steps, so that tasks on the executor run in between, as with a real clock. */
    final void passInSteps(Duration time) throws Exception {
        for (Duration left = time; !left.isZero(); ) {
            Duration step = left.compareTo(Duration.ofSeconds(1)) < 0 ? left : Duration.ofSeconds(1);
            pass(step);
            left = left.minus(step);
        }
    }
}
