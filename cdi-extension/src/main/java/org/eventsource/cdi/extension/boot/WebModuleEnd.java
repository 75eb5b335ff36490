package org.eventsource.cdi.extension.boot;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import org.jspecify.annotations.Nullable;

/**
 * Notifies of the end of a web application in TomEE. For a web application in an enterprise archive, TomEE fires no
 * event of CDI at its end.
 */
public final class WebModuleEnd implements ServletContextListener {

    private final Runnable action;

    private WebModuleEnd(Runnable action) {
        this.action = action;
    }

    /**
     * Runs an action before a web application ends, if this is its servlet context. The first event of a start is the
     * right one: the context accepts no listeners later. An enterprise archive is notified of the start of each of its
     * web applications, too; those are not its own.
     *
     * @param scope what the container passed with the event that the application scope is initialized
     * @param application the class loader of the application
     * @return whether the action will run
     */
    public static boolean observe(Object scope, @Nullable ClassLoader application, Runnable action) {
        if (scope instanceof ServletContext context && context.getClassLoader() == application) {
            try {
                context.addListener(new WebModuleEnd(action));
                return true;
            } catch (IllegalStateException | UnsupportedOperationException e) {
                // It is too late for listeners. Then events of CDI have to notify of the end.
                return false;
            }
        }
        return false;
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        action.run();
    }
}
