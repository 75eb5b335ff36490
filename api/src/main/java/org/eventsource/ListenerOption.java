package org.eventsource;

/**
 * An option of a listener: the DOM's <a
 * href="https://dom.spec.whatwg.org/#dictdef-addeventlisteneroptions">{@code AddEventListenerOptions}</a>.
 */
public enum ListenerOption {
    /** The listener is removed immediately before its first call. */
    ONCE
}
