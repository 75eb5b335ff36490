package org.eventsource.cdi.extension.streams;

import java.util.List;
import java.util.stream.Stream;

/**
 * Loads the classes that calls may need after the stop of the application. An observer may run longer than the stop
 * waits for it, and a thread may still read. A container closes the application's class loader at the stop. A failure
 * would then be hidden by the {@link NoClassDefFoundError} of the class that handles it.
 */
final class LateClasses {

    /** The classes of packages below {@code org.eventsource} that an open stream may not have loaded. */
    private static final List<String> NAMES = List.of(
            "impl.state: Effect IdRefusal Location RetryAfter Signal State Verdict",
            "impl.source: AnswerBody Attempt ClientMessages Expansion FailureReason Handling HttpEventSource"
                    + " HandlingLog ListenerHandler PulledHandler WaitingBytes",
            "impl.cursor: Cursor CursorException CursorFile CursorFileName CursorRecord CursorUse DoublingDelays FileCursors"
                    + " MessageHandler Outcome OwnersFiles Resumption Saves StoreOutage",
            "impl.dispatch: FailureMessage FatalErrors ListenerFailures",
            "impl.transport: Causes Demand PercentEncoding RequestBody",
            "impl.jdk: ApplicationHttpClient Http2Refusal SentOnce",
            "impl.address: ChunkedBody ResponseHead SizedBody SocketExchange",
            "impl.coding: Decoder DeflateDecoder GzipDecoder Inflation",
            "impl.pull: Feed FeedPublisher FeedSubscription Feeds PulledStream ReadMessages SourceFeed TakenMessages"
                    + " WaitingMessages",
            "parser: Block LineEnd RetryTime Utf8",
            "cursor: CursorConflictException",
            "spi: PrintedFailure",
            "cdi.extension.observers: AsyncMarks CursorMoves DecodingFailure FailurePolicy Fired HandlingUnit Item"
                    + " ModuleBeans ObservedMessages ProvidedSources RecordTrial SampleRecord StoredPosition"
                    + " StreamMonitors UnitOfWork UnitResult",
            "cdi.extension.streams: CursorStores FiredMessages HandleFeed ListenedMessages"
                    + " PassivatedHandle SubscriberPayloads Pulls SelectedFeed StreamBuilder StreamHistory"
                    + " StreamSources Streams",
            "cdi.extension.threads: NamedExecutor");

    /** They need an API that may be absent, and are not needed without it. */
    private static final List<String> OPTIONAL = List.of(
            "impl.rest: ApplicationClient ApplicationTarget ClientQuirks ExchangeClient ForeignOrigin LentClient"
                    + " OwnClient ReaderPhase ResponseHead RestExchange RestTransport",
            "cdi.extension.observers: JacksonReader JsonBindingReader JsonProcessingReader");

    /** Loads them. Does nothing more if one cannot be loaded: the class loader is closed already. */
    void load() {
        if (names(NAMES).allMatch(LateClasses::load)) {
            names(OPTIONAL).forEach(LateClasses::load);
        }
    }

    private static Stream<String> names(List<String> packages) {
        return packages.stream().flatMap(line -> {
            int colon = line.indexOf(':');
            String prefix = "org.eventsource." + line.substring(0, colon) + ".";
            return Stream.of(line.substring(colon + 2).split(" ", -1)).map(prefix::concat);
        });
    }

    /** Loads a class and the classes in it. */
    private static boolean load(String name) {
        try {
            Class<?>[] unused = Class.forName(name, false, LateClasses.class.getClassLoader())
                    .getNestMembers();
            return true;
        } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
            return false;
        }
    }
}
