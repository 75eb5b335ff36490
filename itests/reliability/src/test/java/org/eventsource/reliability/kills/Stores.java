package org.eventsource.reliability.kills;

import java.util.Optional;
import org.eventsource.cursor.CursorStore;

/** Stores around a store. */
final class Stores {

    private Stores() {}

    /** Notes where the process is. */
    static CursorStore noted(CursorStore store, Progress progress) {
        return new CursorStore() {

            @Override
            public Optional<String> load(String stream) throws Exception {
                progress.awaitTurn();
                return store.load(stream);
            }

            @Override
            public void save(String stream, String lastEventId) throws Exception {
                boolean handles = progress.place() == Place.HANDLING;
                if (handles) {
                    progress.at(Place.COMMIT);
                }
                store.save(stream, lastEventId);
                if (handles) {
                    progress.handled();
                    progress.at(Place.ELSEWHERE);
                }
            }
        };
    }

    /** Does not save: the observer has saved the id already. */
    static CursorStore savedBefore(CursorStore store) {
        return new CursorStore() {

            @Override
            public Optional<String> load(String stream) throws Exception {
                return store.load(stream);
            }

            @Override
            public void save(String stream, String lastEventId) {}
        };
    }

    /** After a commit whose answer was lost, returns the id before it once, as if nothing had been committed. */
    static final class Forgetful implements CursorStore {

        private final CursorStore store;
        private Optional<String> known = Optional.empty();
        private Optional<String> saved = Optional.empty();
        private boolean answerLost;

        Forgetful(CursorStore store) {
            this.store = store;
        }

        synchronized void answerLost() {
            answerLost = true;
        }

        @Override
        public synchronized Optional<String> load(String stream) throws Exception {
            Optional<String> loaded = store.load(stream);
            if (answerLost) {
                answerLost = false;
                return known;
            }
            saved = loaded;
            return loaded;
        }

        @Override
        public synchronized void save(String stream, String lastEventId) throws Exception {
            known = saved;
            saved = Optional.of(lastEventId);
            store.save(stream, lastEventId);
        }
    }
}
