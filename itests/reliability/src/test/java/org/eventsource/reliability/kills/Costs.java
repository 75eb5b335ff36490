package org.eventsource.reliability.kills;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.UserTransaction;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamExtension;

/** The process that is measured: an observer with an effect for each message. It prints how long its messages took. */
public final class Costs {

    /** Messages that are not counted, because the code is not compiled yet. */
    static final int WARM_UP = Integer.getInteger("costs.warm-up", 2000);

    private Costs() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        Path log = Path.of(System.getProperty("kills.directory", "."), "log");
        System.setErr(new PrintStream(new FileOutputStream(log.toFile(), true), true, UTF_8));
        SeContainerInitializer cdi = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(StreamExtension.class)
                .addBeanClasses(Observer.class, Beans.class, Class.forName("org.eventsource.jdbc.JdbcBeans"));
        try (SeContainer running = cdi.initialize()) {
            System.out.println("started " + running.isRunning());
            new CountDownLatch(1).await();
        }
    }

    /** Handles messages that have their number as data. */
    @ApplicationScoped
    static class Observer {

        private final boolean inserts = Boolean.getBoolean("costs.effects");
        private final int last = Integer.getInteger("costs.last", 0);
        private long begin;

        @Inject
        @SuppressWarnings("NullAway.Init") // by the container
        Effects effects;

        void on(@Observes @Stream("orders") MessageEvent message) throws Exception {
            int number = Integer.parseInt(message.data());
            if (inserts) {
                effects.handle(number);
            }
            if (number == WARM_UP) {
                begin = System.nanoTime();
            } else if (number == last) {
                System.out.println("took " + (System.nanoTime() - begin));
            }
        }
    }

    /** A database whose connections take part in the transaction of the thread, and the transactions of Narayana. */
    @ApplicationScoped
    static class Beans {

        @Produces
        @Singleton
        DataSource dataSource() throws SQLException {
            return EnlistedDataSource.of(
                    Databases.forTransactions(System.getProperty("kills.database", "")), () -> {}, text -> text);
        }

        @Produces
        @Singleton
        Effects effects(DataSource dataSource) {
            return new TableEffects(dataSource);
        }

        @Produces
        @Singleton
        UserTransaction transaction() {
            return com.arjuna.ats.jta.UserTransaction.userTransaction();
        }
    }
}
