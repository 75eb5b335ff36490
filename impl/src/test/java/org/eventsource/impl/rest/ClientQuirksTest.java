package org.eventsource.impl.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.Configuration;
import java.lang.reflect.Proxy;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.HttpUrlConnectorProvider;
import org.glassfish.jersey.client.spi.ConnectorProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which clients are known to send headers as UTF-8. Other tests see at a server that they do. */
class ClientQuirksTest {

    private final String encoding = System.getProperty("file.encoding");

    @BeforeEach
    void encode() {
        System.setProperty("file.encoding", "UTF-8");
    }

    @AfterEach
    void restoreEncoding() {
        System.setProperty("file.encoding", encoding);
    }

    private static boolean areSentBy(Client client) {
        try {
            return ClientQuirks.sendsUtf8(client.getConfiguration());
        } finally {
            client.close();
        }
    }

    @Test
    void utf8_headers_are_sent_by_jersey_as_it_is() {
        assertThat(areSentBy(ClientBuilder.newClient())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "US-ASCII", "COMPAT"})
    void utf8_headers_are_not_sent_where_the_platform_encodes_otherwise(String encoding) {
        System.setProperty("file.encoding", encoding);

        assertThat(areSentBy(ClientBuilder.newClient())).isFalse();
    }

    @Test
    void utf8_headers_are_not_known_to_be_sent_over_another_connector() {
        ConnectorProvider other =
                (client, configuration) -> new HttpUrlConnectorProvider().getConnector(client, configuration);

        assertThat(areSentBy(ClientBuilder.newClient(new ClientConfig().connectorProvider(other))))
                .isFalse();
    }

    @Test
    void utf8_headers_are_not_known_to_be_sent_by_another_client() {
        Configuration other = (Configuration) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Configuration.class}, (proxy, method, arguments) -> null);

        assertThat(ClientQuirks.sendsUtf8(other)).isFalse();
    }
}
