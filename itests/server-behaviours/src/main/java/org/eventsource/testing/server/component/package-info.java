/** Components of a web application that are no beans. */
@NullMarked
package org.eventsource.testing.server.component;

import org.jspecify.annotations.NullMarked;
