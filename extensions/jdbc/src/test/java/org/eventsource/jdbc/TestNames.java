package org.eventsource.jdbc;

import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;

/** Names for JNDI, until it is closed. */
public final class TestNames implements InitialContextFactory, AutoCloseable {

    private static final Map<String, Object> NAMES = new ConcurrentHashMap<>();

    /** Called by JNDI, and by tests. */
    public TestNames() {}

    static TestNames of(Map<String, Object> names) {
        NAMES.putAll(names);
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, TestNames.class.getName());
        return new TestNames();
    }

    @Override
    public void close() {
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        NAMES.clear();
    }

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) {
        return (Context) Proxy.newProxyInstance(
                TestNames.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, values) -> {
                    if (!method.getName().equals("lookup")) {
                        return null;
                    }
                    Object found = NAMES.get(values[0].toString());
                    if (found == null) {
                        throw new NameNotFoundException(values[0].toString());
                    }
                    return found;
                });
    }
}
