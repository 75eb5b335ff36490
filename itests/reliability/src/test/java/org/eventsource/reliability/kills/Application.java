package org.eventsource.reliability.kills;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.eventsource.cdi.extension.StreamExtension;

/** The process that is killed: observers of a stream with a cursor, in CDI. */
public final class Application {

    private Application() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        Path log = Path.of(System.getProperty("kills.directory", "."), "log");
        PrintStream stream = new PrintStream(new FileOutputStream(log.toFile(), true), true, UTF_8);
        System.setErr(stream);
        Class<?> beans = arguments[0].equals("file") ? FileBeans.class : TableBeans.class;
        SeContainerInitializer cdi = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(StreamExtension.class)
                .addBeanClasses(
                        Observers.class,
                        beans,
                        // The beans of eventsource-jdbc, whose archive is not searched.
                        Class.forName("org.eventsource.jdbc.JdbcBeans"));
        try (SeContainer running = cdi.initialize()) {
            System.out.println("started " + running.isRunning());
            new CountDownLatch(1).await();
        }
    }
}
