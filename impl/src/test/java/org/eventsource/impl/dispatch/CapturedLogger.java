package org.eventsource.impl.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;

/** Records what is logged. */
class CapturedLogger implements System.Logger {

    final List<String> messages = new ArrayList<>();
    /** The failures of the messages that have one. */
    final List<Throwable> failures = new ArrayList<>();

    @Override
    public String getName() {
        return "captured";
    }

    @Override
    public boolean isLoggable(Level level) {
        return true;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable failure) {
        messages.add(level + " " + message);
        failures.add(failure);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... params) {
        messages.add(level + " " + format);
    }
}
