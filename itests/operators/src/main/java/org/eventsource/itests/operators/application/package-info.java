/** The application of the tests. */
@NullMarked
package org.eventsource.itests.operators.application;

import org.jspecify.annotations.NullMarked;
