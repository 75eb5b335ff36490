package org.eventsource.reliability.kills;

import jakarta.transaction.UserTransaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** The transactions of Narayana, which note where the process is. The answers to some commits get lost. */
final class NotedTransactions {

    private final UserTransaction narayana = com.arjuna.ats.jta.UserTransaction.userTransaction();
    private final Progress progress;
    private final Trouble trouble;
    private final Runnable answerLost;

    private NotedTransactions(Progress progress, Trouble trouble, Runnable answerLost) {
        this.progress = progress;
        this.trouble = trouble;
        this.answerLost = answerLost;
    }

    /** @param answerLost called when a commit throws an exception although it has committed */
    static UserTransaction of(Progress progress, Trouble trouble, Runnable answerLost) {
        NotedTransactions noted = new NotedTransactions(progress, trouble, answerLost);
        return (UserTransaction) Proxy.newProxyInstance(
                NotedTransactions.class.getClassLoader(),
                new Class<?>[] {UserTransaction.class},
                (self, method, values) -> {
                    try {
                        switch (method.getName()) {
                            case "commit" -> noted.commit();
                            case "rollback" -> noted.rollback();
                            default -> {
                                return method.invoke(noted.narayana, values);
                            }
                        }
                        return null;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void commit() throws Exception {
        boolean handles = progress.place() == Place.HANDLING;
        if (handles) {
            progress.at(Place.COMMIT);
        }
        narayana.commit();
        if (handles) {
            progress.handled();
            progress.at(Place.ELSEWHERE);
            if (trouble.losesAnswer(progress.current())) {
                answerLost.run();
                throw new IllegalStateException("the answer to the commit was lost");
            }
        }
    }

    private void rollback() throws Exception {
        if (progress.place() == Place.HANDLING) {
            progress.rolledBack();
        }
        narayana.rollback();
    }
}
