/**
 * An incremental parser of {@code text/event-stream}, written against <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">HTML 9.2.5, Parsing an
 * event stream</a>, <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation">HTML 9.2.6,
 * Interpreting an event stream</a>, and the <a href="https://encoding.spec.whatwg.org/#utf-8-decoder">UTF-8 decoder</a>
 * of the Encoding standard. Comments name the section that the code implements.
 *
 * <pre>
 * bytes -&gt; ByteOrderMark -&gt; LineSplitter -&gt; FieldReader -&gt; Block -&gt; BlockInterpreter -&gt; EventStreamHandler
 *                                            TornLine      EventData, EventTypes, RetryTime
 * </pre>
 *
 * <p>Lines are split as bytes, and each value is decoded by itself. That is correct, because CR, LF and the colon never
 * occur inside a multi-byte sequence of UTF-8. A sequence that one of them interrupts is also malformed for a decoder
 * of the whole stream.
 *
 * <p>This package uses no HTTP, no clock, no thread and no logger.
 */
@NullMarked
package org.eventsource.parser;

import org.jspecify.annotations.NullMarked;
