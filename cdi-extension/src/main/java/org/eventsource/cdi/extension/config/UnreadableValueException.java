package org.eventsource.cdi.extension.config;

/**
 * Thrown if a value does not match the type of its setting. The message names the expected type and does not quote the
 * value.
 */
final class UnreadableValueException extends InvalidSettingException {

    private static final long serialVersionUID = 1L;

    UnreadableValueException(String message) {
        super(message);
    }
}
