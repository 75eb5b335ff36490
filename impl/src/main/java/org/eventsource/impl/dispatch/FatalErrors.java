package org.eventsource.impl.dispatch;

/** Distinguishes errors that end a source from failures of one call. */
public final class FatalErrors {

    private FatalErrors() {}

    /** Throws {@code caught} if it is fatal. Otherwise does nothing. */
    public static void rethrow(Throwable caught) {
        if (caught instanceof VirtualMachineError error && isFatal(error)) {
            throw error;
        }
    }

    /**
     * Returns whether an error is fatal. Every {@link VirtualMachineError} is, except a stack overflow: only the call
     * with too many frames has failed then.
     */
    public static boolean isFatal(Throwable caught) {
        return caught instanceof VirtualMachineError && !(caught instanceof StackOverflowError);
    }
}
