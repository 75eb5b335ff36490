package org.eventsource.jdbc;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

class H2CursorStoreTest extends CursorStoreBehaviour {

    @Override
    DataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:cursors;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000");
        return database;
    }

    @Override
    String name() {
        return "H2";
    }
}
