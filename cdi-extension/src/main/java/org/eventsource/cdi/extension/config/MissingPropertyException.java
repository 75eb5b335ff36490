package org.eventsource.cdi.extension.config;

/** Thrown if a property is missing: the URL of a key that is not a URL, or what an expression refers to. */
final class MissingPropertyException extends InvalidSettingException {

    private static final long serialVersionUID = 1L;

    MissingPropertyException(String message) {
        super(message);
    }

    @Override
    MissingPropertyException withMessage(String message) {
        return new MissingPropertyException(message);
    }
}
