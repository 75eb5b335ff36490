package org.eventsource.impl.source;

import static java.lang.System.Logger.Level.WARNING;

import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eventsource.impl.state.Failure;
import org.eventsource.impl.transport.Query;
import org.eventsource.impl.transport.SentId;
import org.eventsource.spi.ForeignText;

/** Decides whether a request carries the last event id of the stream. To be used in turn. */
final class ResumeId {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    private final String source;
    private final Supplier<String> lastEventId;
    private final Predicate<String> isSentExactly;
    private final boolean isInQuery;
    private boolean inexactLogged;

    /** The last event id that a server refused; empty: none. */
    private String refused = "";

    /**
     * A decision for one source.
     *
     * @param source the name of the source in the log
     * @param lastEventId returns the current last event id of the stream; empty: none
     * @param isSentExactly whether the transport sends an id as a header without changing it
     * @param isInQuery whether the query has the id, too. It can have every id that is valid Unicode
     */
    ResumeId(String source, Supplier<String> lastEventId, Predicate<String> isSentExactly, boolean isInQuery) {
        this.source = source;
        this.lastEventId = lastEventId;
        this.isSentExactly = isSentExactly;
        this.isInQuery = isInQuery;
    }

    /**
     * Returns whether a request can carry an id without changing it.
     *
     * @param isSentExactly whether the transport sends an id as a header without changing it
     * @param isInQuery whether the query has the id, too
     */
    static boolean canBeSent(String id, Predicate<String> isSentExactly, boolean isInQuery) {
        return isSentExactly.test(id) || (isInQuery && Query.canHave(id));
    }

    private boolean isInQuery(String id) {
        return isInQuery && Query.canHave(id);
    }

    /** Returns an id as a request carries it. */
    SentId sent(String id) {
        return new SentId(isSentExactly.test(id) ? id : "", isInQuery(id) ? id : "");
    }

    /** Returns the id as the next request carries it. */
    SentId toSend() {
        String id = lastEventId.get();
        if (id.equals(refused)) {
            return SentId.NONE;
        }
        String query = isInQuery(id) ? id : "";
        String header = isSentExactly.test(id) ? id : "";
        if (header.isEmpty() && query.isEmpty() && !id.isEmpty() && !inexactLogged) {
            inexactLogged = true;
            LOGGER.log(
                    WARNING,
                    "%s: the last event id cannot be sent exactly over this transport and is left out: %s"
                            .formatted(source, ForeignText.of(id)));
        }
        return new SentId(header, query);
    }

    /** Leaves out the current id from now on. Otherwise a server that refuses it would refuse every attempt. */
    void leaveOut(Failure failure) {
        refused = lastEventId.get();
        LOGGER.log(
                WARNING,
                "%s: %s. Requests leave out this id of %d characters until the stream has another one: %s"
                        .formatted(source, failure.reason(), refused.length(), ForeignText.of(refused)));
    }
}
