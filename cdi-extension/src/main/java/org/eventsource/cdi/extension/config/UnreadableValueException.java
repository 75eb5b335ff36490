package org.eventsource.cdi.extension.config;

/** A value is not what its setting takes. The message says what the setting takes; it does not quote the value. */
final class UnreadableValueException extends InvalidSettingException {

    private static final long serialVersionUID = 1L;

    UnreadableValueException(String message) {
        super(message);
    }
}
