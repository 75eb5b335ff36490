/**
 * The interfaces to implementations of {@link org.eventsource.EventSource} and to the test kit. Applications do not
 * need it.
 */
@NullMarked
package org.eventsource.spi;

import org.jspecify.annotations.NullMarked;
