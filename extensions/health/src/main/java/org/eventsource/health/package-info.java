/** The check of streams for MicroProfile Health. It has no API: the artifact on the class path is enough. */
@NullMarked
package org.eventsource.health;

import org.jspecify.annotations.NullMarked;
