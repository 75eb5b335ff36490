package org.eventsource.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * The row of a cursor.
 *
 * @param source the URL of the stream; null: not known
 * @param lastEventId null: nothing was saved yet
 * @param version is greater by one after each save
 * @param epoch is greater by one after each change by hand
 */
record CursorRow(@Nullable String source, @Nullable String lastEventId, long version, long epoch) {}
