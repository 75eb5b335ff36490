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

/** Sees what is left of other applications. */
@ApplicationScoped
@Path("witness")
public class WitnessResource {

    private final Set<Thread> threadsBefore = new HashSet<>();

    /** From here on. */
    @GET
    @Path("begin")
    @Produces(MediaType.TEXT_PLAIN)
    public String begin() throws JMException {
        threadsBefore.addAll(threads());
        ClassLoaders.begin();
        return "begun";
    }

    /** Collects garbage first. */
    @GET
    @Path("left")
    @Produces(MediaType.TEXT_PLAIN)
    public String left() throws JMException {
        System.gc();
        List<ClassLoader> loaders = ClassLoaders.all().toList();
        long left = loaders.stream().filter(Objects::nonNull).count();
        List<String> threads = threads().stream()
                .filter(thread -> !threadsBefore.contains(thread))
                .filter(thread -> isOurs(thread) || loaders.contains(thread.getContextClassLoader()))
                .map(Thread::getName)
                .toList();
        return "class loaders: %d of %d, threads: %s".formatted(left, loaders.size(), threads);
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet();
    }

    /** By the names that the library gives, and the JDK gives to the threads of its HTTP clients. */
    private static boolean isOurs(Thread thread) {
        return thread.getName().startsWith("eventsource") || thread.getName().startsWith("HttpClient-");
    }
}
