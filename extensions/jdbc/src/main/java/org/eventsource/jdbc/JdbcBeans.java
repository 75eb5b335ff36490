package org.eventsource.jdbc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Named;
import javax.sql.DataSource;
import org.eventsource.spi.CursorKind;
import org.eventsource.spi.Transactions;

/**
 * The beans of this jar. A container makes no object of this class, because the producers are static. GlassFish logs a
 * SEVERE line for each object that it injects before the application has started, and cursors are checked then.
 */
@Dependent
class JdbcBeans {

    private JdbcBeans() {}

    /** Has a name because a build does not remove such a bean. */
    @Produces
    @ApplicationScoped
    @Named("eventsourceJdbcCursors")
    static CursorKind cursors(@Any Instance<DataSource> dataSources, Instance<Transactions> transactions) {
        return new JdbcCursors(dataSources, transactions);
    }

    /**
     * The scope has no client proxy, which would throw an exception after the stop of the container. An observer may
     * still run then, and its transaction has to be ended: it would stay with a thread of the server.
     *
     * @param beans not {@code Instance<Object>}: that could prevent a build from removing any bean
     */
    @Produces
    @Dependent
    static Transactions transactions(BeanManager beans) {
        return new JtaTransactions(beans);
    }
}
