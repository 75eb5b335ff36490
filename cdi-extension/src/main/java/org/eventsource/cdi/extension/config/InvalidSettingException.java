package org.eventsource.cdi.extension.config;

/** Thrown if a setting is missing or invalid. The report quotes the message. */
class InvalidSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidSettingException(String message) {
        super(message);
    }

    /** Returns an exception of the same kind with another message. */
    InvalidSettingException withMessage(String message) {
        return new InvalidSettingException(message);
    }
}
