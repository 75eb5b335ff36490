/**
 * Whole streams over loopback: the contestants behind {@link org.eventsource.benchmarks.streams.Contestant}, each in a
 * process of its own, and what is measured of them.
 */
@NullMarked
package org.eventsource.benchmarks.streams;

import org.jspecify.annotations.NullMarked;
