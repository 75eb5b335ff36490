package org.eventsource.testing.server.application;

import static java.util.concurrent.TimeUnit.SECONDS;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import javax.naming.InitialContext;

/** Records what the calling code can access: its class loader, JNDI, transactions and managed threads. */
@ApplicationScoped
@SuppressWarnings("BanJNDI") // all names belong to the container or to this application
public class Surroundings {

    private static final int PATIENCE_SECONDS = 20;

    @Inject
    Heard heard;

    /** Records the results under names that begin with {@code who}. */
    public void look(String who) {
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

    /**
     * Returns whether this is a managed thread. Threads of a server's factory implement {@code ManageableThread}.
     * Threads of a server's executor need not: their names are compared with the name of another thread of that
     * executor.
     */
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
