/** Tests how streams behave in CDI, with one application. All containers must pass the tests. */
@NullMarked
package org.eventsource.testing.cdi;

import org.jspecify.annotations.NullMarked;
