package org.eventsource.testing.server.redeployment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.management.JMException;

/** Returns what is left of other applications. */
@ApplicationScoped
@Path("witness")
public class WitnessResource {

    /** Contains numbers of threads instead of threads, because a thread that has ended still has its class loader. */
    private final Set<Long> threadsBefore = new HashSet<>();

    /** Starts to count class loaders and threads. */
    @GET
    @Path("begin")
    @Produces(MediaType.TEXT_PLAIN)
    public String begin() throws JMException {
        threads().forEach(thread -> threadsBefore.add(thread.getId()));
        ClassLoaders.begin();
        return "begun";
    }

    /** Requests a garbage collection. Returns how many class loaders are left of how many. */
    @GET
    @Path("loaders")
    @Produces(MediaType.TEXT_PLAIN)
    public String loaders() throws JMException {
        KeptByGlassFish.forgetListeners();
        System.gc();
        List<ClassLoader> loaders = ClassLoaders.all().toList();
        long left = loaders.stream().filter(Objects::nonNull).count();
        return left + " of " + loaders.size();
    }

    /** Requests a garbage collection. Returns the names of the library's threads that are left. */
    @GET
    @Path("threads")
    @Produces(MediaType.TEXT_PLAIN)
    public String threadsLeft() {
        System.gc();
        return threads().stream()
                .filter(thread -> !threadsBefore.contains(thread.getId()))
                .map(Thread::getName)
                .filter(WitnessResource::isOurs)
                .toList()
                .toString();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet();
    }

    /**
     * Recognizes threads by their names. The library names its own threads, and the JDK names the selectors of its HTTP
     * clients.
     */
    private static boolean isOurs(String thread) {
        return thread.startsWith("eventsource") || thread.endsWith("-SelectorManager");
    }
}
