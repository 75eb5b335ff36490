/** Reads the settings of streams. */
@NullMarked
package org.eventsource.cdi.extension.config;

import org.jspecify.annotations.NullMarked;
