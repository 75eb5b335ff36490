/** Contains components of a web application that are not beans. */
@NullMarked
package org.eventsource.testing.server.component;

import org.jspecify.annotations.NullMarked;
