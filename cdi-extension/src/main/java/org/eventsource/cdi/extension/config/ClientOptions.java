package org.eventsource.cdi.extension.config;

import java.nio.file.Path;
import java.util.Map;
import org.eventsource.TransportKind;
import org.eventsource.impl.jdk.ClientSettings;
import org.eventsource.impl.tls.Secret;
import org.eventsource.impl.tls.StoreException;
import org.eventsource.impl.tls.StoreFile;
import org.eventsource.impl.tls.TlsFiles;
import org.jspecify.annotations.Nullable;

/** The proxy, the certificates and the keys of a stream, from the values of its settings. */
final class ClientOptions {

    private ClientOptions() {}

    /** Returns the settings of the client, which may not fit together. */
    static ClientSettings of(Map<Setting<?>, Object> values) {
        return new ClientSettings(
                value(Setting.PROXY, values),
                or(Setting.PROXY_USERNAME, "", values),
                or(Setting.PROXY_PASSWORD, Secret.NONE, values),
                new TlsFiles(
                        file(Setting.TRUST_STORE, Setting.TRUST_STORE_PASSWORD, values),
                        file(Setting.KEY_STORE, Setting.KEY_STORE_PASSWORD, values)));
    }

    /**
     * Returns the settings of the client. Reads its files.
     *
     * @throws InvalidSettingException if they cannot be used
     */
    static ClientSettings checked(Map<Setting<?>, Object> values) {
        needs(Setting.PROXY_USERNAME, Setting.PROXY, values);
        needs(Setting.PROXY_PASSWORD, Setting.PROXY_USERNAME, values);
        needs(Setting.TRUST_STORE_PASSWORD, Setting.TRUST_STORE, values);
        needs(Setting.KEY_STORE_PASSWORD, Setting.KEY_STORE, values);
        ClientSettings settings = of(values);
        if (!settings.areNone() && values.get(Setting.TRANSPORT) == TransportKind.REST) {
            throw new InvalidSettingException(
                    "transport: rest has no setting of a proxy, of a trust store or of a key store; write jdk, or leave it out");
        }
        if (settings.proxyUser().indexOf(':') >= 0) {
            throw new InvalidSettingException("proxy-username: it has a colon, which separates it from the password");
        }
        try {
            settings.tls().context();
        } catch (StoreException e) {
            throw new InvalidSettingException(String.valueOf(e.getMessage()));
        }
        return settings;
    }

    private static void needs(Setting<?> setting, Setting<?> other, Map<Setting<?>, Object> values) {
        if (values.containsKey(setting) && !values.containsKey(other)) {
            throw new InvalidSettingException("%s: given without %s".formatted(setting.name(), other.name()));
        }
    }

    private static @Nullable StoreFile file(
            Setting<Path> file, Setting<Secret> password, Map<Setting<?>, Object> values) {
        Path path = value(file, values);
        return path == null ? null : new StoreFile(file.name(), path, or(password, Secret.NONE, values));
    }

    private static <T> T or(Setting<T> setting, T none, Map<Setting<?>, Object> values) {
        T value = value(setting, values);
        return value == null ? none : value;
    }

    @SuppressWarnings("unchecked") // the parser of the setting's type created each value
    private static <T> @Nullable T value(Setting<T> setting, Map<Setting<?>, Object> values) {
        return (T) values.get(setting);
    }
}
