package org.eventsource.testing.server.application;

import static java.util.concurrent.TimeUnit.SECONDS;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import javax.naming.InitialContext;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.RequestCustomizer;
import org.eventsource.cdi.Stream;

/** What code of the application has around it, wherever it is called. */
@ApplicationScoped
@Stream("surroundings")
@SuppressWarnings("BanJNDI") // names are the container's or our own
public class Surroundings implements RequestCustomizer {

    private static final int PATIENCE_SECONDS = 20;

    @Inject
    Heard heard;

    @Inject
    @Stream("surroundings")
    EventSource source;

    void listen(@Observes @Initialized(ApplicationScoped.class) Object scope) {
        source.onMessage(message -> look("listener"));
    }

    void observe(@Observes @Stream("surroundings") MessageEvent message) {
        look("observer");
    }

    void observeLater(@ObservesAsync @Stream("surroundings") MessageEvent message) {
        look("asynchronous observer");
    }

    @Override
    public void customize(Request request) {
        look("customizer");
    }

    private void look(String who) {
        tell(who + ", class loader", Surroundings::seesTheApplication);
        tell(who + ", JNDI", () -> InitialContext.doLookup("java:comp/env/greeting"));
        tell(who + ", transaction", Surroundings::commit);
        tell(who + ", managed thread", Surroundings::isManaged);
    }

    private void tell(String name, Callable<?> look) {
        try {
            heard.add(name, look.call());
        } catch (Exception | LinkageError e) {
            heard.add(name, e);
        }
    }

    private static boolean seesTheApplication() throws ClassNotFoundException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return Class.forName(Surroundings.class.getName(), false, loader) == Surroundings.class;
    }

    private static String commit() throws Exception {
        UserTransaction transaction = InitialContext.doLookup("java:comp/UserTransaction");
        transaction.begin();
        boolean active = transaction.getStatus() == Status.STATUS_ACTIVE;
        transaction.commit();
        return active && transaction.getStatus() == Status.STATUS_NO_TRANSACTION ? "committed" : "not committed";
    }

    /** Those of a server's factory say so; those of its executor need not, and are known by the name of another one. */
    private static boolean isManaged() throws Exception {
        Thread thread = Thread.currentThread();
        if (Class.forName("jakarta.enterprise.concurrent.ManageableThread").isInstance(thread)) {
            return true;
        }
        ExecutorService executor = InitialContext.doLookup("java:comp/DefaultManagedExecutorService");
        String other = executor.submit(() -> Thread.currentThread().getName()).get(PATIENCE_SECONDS, SECONDS);
        return withoutNumber(other).equals(withoutNumber(thread.getName()));
    }

    private static String withoutNumber(String name) {
        return name.replaceAll("\\d+", "");
    }
}
