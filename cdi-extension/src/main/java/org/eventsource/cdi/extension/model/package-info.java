/**
 * Describes what an application declares about its streams. The description consists of strings, so that a build can
 * store it for the running application.
 */
@NullMarked
package org.eventsource.cdi.extension.model;

import org.jspecify.annotations.NullMarked;
