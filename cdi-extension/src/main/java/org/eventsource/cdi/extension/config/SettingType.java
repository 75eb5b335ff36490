package org.eventsource.cdi.extension.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.eventsource.Redirects;
import org.eventsource.TransportKind;
import org.eventsource.cdi.extension.model.CommitUnit;
import org.eventsource.cdi.extension.model.OnFailure;
import org.eventsource.cdi.extension.model.TransactionUse;
import org.eventsource.cdi.extension.model.WhenExhausted;
import org.eventsource.impl.tls.Secret;
import org.eventsource.spi.StreamHealth;

/**
 * The type of a setting: how its value is written and parsed.
 *
 * @param words the type as the documents name it
 * @param parser throws {@link InvalidSettingException} if the text is not a value of this type
 */
record SettingType<T>(String words, Function<String, T> parser) {

    static final SettingType<String> URL = new SettingType<>("URL", Function.identity());
    static final SettingType<String> TEXT = new SettingType<>("text", Function.identity());
    static final SettingType<String> METHOD = new SettingType<>("method", SettingValues::method);
    static final SettingType<String> QUERY_NAME = new SettingType<>("name", SettingValues::queryName);
    static final SettingType<String> JNDI_NAME = new SettingType<>("JNDI name", Function.identity());
    static final SettingType<Duration> DURATION = new SettingType<>("duration", SettingValues::duration);
    static final SettingType<Integer> SIZE = new SettingType<>("size", SettingValues::size);
    static final SettingType<Integer> SIZE_FROM_ZERO = new SettingType<>("size", SettingValues::sizeFromZero);
    static final SettingType<Integer> COUNT = new SettingType<>("number", SettingValues::count);
    static final SettingType<int[]> STATUSES = new SettingType<>("statuses", SettingValues::statuses);
    static final SettingType<Boolean> TRUTH = new SettingType<>("`true` or `false`", SettingValues::truth);
    static final SettingType<Redirects> REDIRECTS =
            new SettingType<>("`never`, `same-origin` or `always`", SettingValues::redirects);
    static final SettingType<TransportKind> TRANSPORT =
            new SettingType<>("`auto`, `rest` or `jdk`", SettingValues::transport);

    static final SettingType<StreamHealth.Policy> HEALTH =
            new SettingType<>("`report`, `ready` or `off`", SettingValues::health);

    static final SettingType<InetSocketAddress> PROXY = new SettingType<>("proxy", SettingValues::proxy);
    static final SettingType<Path> FILE = new SettingType<>("file", SettingValues::file);

    /** A text that no message shows. */
    static final SettingType<Secret> SECRET = new SettingType<>("secret", Secret::new);

    static final SettingType<OnFailure> ON_FAILURE =
            new SettingType<>("`retry`, `continue` or `close`", SettingValues::onFailure);

    static final SettingType<WhenExhausted> WHEN_EXHAUSTED =
            new SettingType<>("`close` or `dead-letter`", SettingValues::whenExhausted);

    static final SettingType<TransactionUse> TRANSACTION =
            new SettingType<>("`auto`, `required` or `none`", SettingValues::transaction);

    static final SettingType<CommitUnit> COMMIT = new SettingType<>("`message` or `read`", SettingValues::commit);
    static final SettingType<String> CURSOR_NAME = new SettingType<>("name", SettingValues::cursorName);
    static final SettingType<String> TABLE = new SettingType<>("table", SettingValues::table);
}
