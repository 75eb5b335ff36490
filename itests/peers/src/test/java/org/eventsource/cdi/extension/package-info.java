/**
 * The programs of {@code docs/language-models.md} and {@code docs/security.md}, with servers and proxies that others
 * have written. The programs have this package, because they are tests of the extension, too.
 */
@NullMarked
package org.eventsource.cdi.extension;

import org.jspecify.annotations.NullMarked;
