/** Cursors in a table of a database. */
@NullMarked
package org.eventsource.jdbc;

import org.jspecify.annotations.NullMarked;
