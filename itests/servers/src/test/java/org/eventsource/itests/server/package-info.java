/**
 * Tests streams in the servers that people use. The tests package an application as users do and access it from
 * outside.
 */
@NullMarked
package org.eventsource.itests.server;

import org.jspecify.annotations.NullMarked;
