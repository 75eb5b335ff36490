package org.eventsource.testing.server.application;

import static java.util.concurrent.TimeUnit.SECONDS;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import javax.naming.InitialContext;

/** Tells what code of the application has around it, wherever it is called. */
@ApplicationScoped
@SuppressWarnings("BanJNDI") // names are the container's or our own
public class Surroundings {

    private static final int PATIENCE_SECONDS = 20;

    @Inject
    Heard heard;

    /** Called by whoever wants to know. */
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
