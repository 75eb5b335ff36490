/**
 * Finds the streams of an application while its container boots or its build runs, adds the beans, and starts and stops
 * the streams.
 */
@NullMarked
package org.eventsource.cdi.extension.boot;

import org.jspecify.annotations.NullMarked;
