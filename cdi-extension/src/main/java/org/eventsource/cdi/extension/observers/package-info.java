/** Calls the observers of an application for each event and decodes payloads. */
@NullMarked
package org.eventsource.cdi.extension.observers;

import org.jspecify.annotations.NullMarked;
