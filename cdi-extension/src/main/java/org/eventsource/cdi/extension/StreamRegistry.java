package org.eventsource.cdi.extension;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.eventsource.ReadyState;
import org.eventsource.impl.dispatch.Listeners;

/**
 * The streams of an application that somebody holds or observes: those with a key, and those of one handle each. Once
 * stopped, it gives out handles that are closed.
 */
final class StreamRegistry {

    private final Map<String, SharedStream> keyed = new TreeMap<>();
    private final Set<SharedStream> single = new HashSet<>();
    private final Set<String> declared;
    private final Admission attachments = new Admission();
    private boolean stopped;

    /** With those that are there for as long as the application runs. */
    StreamRegistry(Collection<SharedStream> declaredStreams) {
        declaredStreams.forEach(stream -> keyed.put(stream.key(), stream));
        this.declared = Set.copyOf(keyed.keySet());
    }

    /** A handle on the stream of a key, which is made if there is none. */
    synchronized StreamHandle handle(String key, Supplier<SharedStream> make, Listeners listeners) {
        return handleOn(keyed.computeIfAbsent(key, absent -> make.get()), listeners);
    }

    /** A handle on a stream of its own. */
    synchronized StreamHandle handle(SharedStream stream, Listeners listeners) {
        single.removeIf(other -> other.readyState() == ReadyState.CLOSED);
        single.add(stream);
        return handleOn(stream, listeners);
    }

    private StreamHandle handleOn(SharedStream stream, Listeners listeners) {
        if (stopped) {
            stream.stop();
        }
        stream.hold();
        return new StreamHandle(stream, listeners, attachments, this::released);
    }

    private synchronized void released(SharedStream stream) {
        stream.release();
        if (!stream.isHeld()) {
            single.remove(stream);
            if (!declared.contains(stream.key())) {
                keyed.remove(stream.key(), stream);
            }
        }
    }

    /** Those with a key, sorted by it. */
    synchronized List<SharedStream> streams() {
        return List.copyOf(keyed.values());
    }

    /** Attaches the handles that were listened to by now, and later ones as they are. */
    void begin() {
        attachments.open();
    }

    void stop() {
        all().forEach(SharedStream::stop);
    }

    private synchronized List<SharedStream> all() {
        stopped = true;
        List<SharedStream> all = new ArrayList<>(keyed.values());
        all.addAll(single);
        return all;
    }
}
