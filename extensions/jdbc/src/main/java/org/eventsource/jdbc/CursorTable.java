package org.eventsource.jdbc;

import java.util.regex.Pattern;

/** The statements for one table. They are standard SQL. */
final class CursorTable {

    static final String DEFAULT_NAME = "EVENTSOURCE_CURSOR";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

    private final String name;

    /** @throws IllegalArgumentException if the name has other characters than a table needs */
    CursorTable(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "cursor-table: the name has to match " + NAME + ", as it becomes a part of statements");
        }
        this.name = name;
    }

    String select() {
        return "SELECT SOURCE, LAST_EVENT_ID, VERSION, EPOCH FROM " + name + " WHERE STREAM = ?";
    }

    String insert() {
        return "INSERT INTO " + name + " (STREAM, SOURCE, LAST_EVENT_ID, VERSION, EPOCH, BEAT, OWNER)"
                + " VALUES (?, ?, NULL, 0, 0, 0, NULL)";
    }

    String update() {
        return "UPDATE " + name + " SET LAST_EVENT_ID = ?, VERSION = VERSION + 1"
                + " WHERE STREAM = ? AND EPOCH = ? AND VERSION = ?";
    }

    String reset() {
        return "UPDATE " + name + " SET LAST_EVENT_ID = ?, VERSION = VERSION + 1, EPOCH = EPOCH + 1 WHERE STREAM = ?";
    }

    String selectBeat() {
        return "SELECT BEAT FROM " + name + " WHERE STREAM = ?";
    }

    String updateBeat() {
        return "UPDATE " + name + " SET BEAT = ? WHERE STREAM = ?";
    }

    @Override
    public String toString() {
        return name;
    }
}
