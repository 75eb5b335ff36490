package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts a container in a class loader that hides one API of the class path. */
class AbsentApisTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.eclipse.microprofile.",
                "org.eclipse.microprofile.context.",
                "jakarta.enterprise.concurrent.",
                "jakarta.json.bind.",
                "jakarta.json.",
                "jakarta.servlet.",
                "com.fasterxml.jackson.",
                "org.jspecify."
            })
    void an_application_starts_and_receives_messages_without(String api) throws Exception {
        assertThat(run(AbsentApisApplication.Texts.class, api)).isEqualTo("1");
    }

    @Test
    void an_application_starts_and_receives_messages_without_jndi() throws Exception {
        assumeFalse(isPresent("org.apache.webbeans.container.BeanManagerImpl"), "OpenWebBeans itself needs JNDI");
        assertThat(run(AbsentApisApplication.Texts.class, "javax.naming.")).isEqualTo("1");
    }

    private static boolean isPresent(String type) {
        return AbsentApisTest.class.getClassLoader().getResource(type.replace('.', '/') + ".class") != null;
    }

    @Test
    void a_class_that_is_no_bean_gets_its_stream_without_jakarta_rest() throws Exception {
        assertThat(run(AbsentApisApplication.NoBean.class, "jakarta.ws.rs.")).isEqualTo("/prices");
    }

    @Test
    void an_observer_that_needs_an_absent_api_is_reported() throws Exception {
        assertThat(run(AbsentApisApplication.Payloads.class, "jakarta.json.bind."))
                .contains(
                        "payloads need JSON-B, or a bean of Jackson's ObjectMapper, which this application does not have")
                .contains("org.eclipse:yasson")
                .contains("jsonb-3.0")
                .contains("jersey-media-json-binding")
                .contains("quarkus-jsonb or quarkus-rest-jackson")
                .contains("(observer " + AbsentApisApplication.class.getName() + "$Prices.on(Price, Recorder))");
    }

    @Test
    void with_all_apis_observers_receive_payloads() throws Exception {
        assertThat(run(AbsentApisApplication.Payloads.class, "no.such.api.")).isEqualTo("1");
    }

    @Test
    void without_json_binding_the_object_mapper_bean_of_the_application_reads_payloads() throws Exception {
        assertThat(run(AbsentApisApplication.JacksonPayloads.class, "jakarta.json.bind."))
                .isEqualTo("2");
    }

    @Test
    void without_a_provider_of_json_binding_the_object_mapper_bean_reads_payloads() throws Exception {
        assertThat(run(AbsentApisApplication.JacksonPayloads.class, "org.eclipse.yasson."))
                .isEqualTo("2");
    }

    @Test
    void with_json_binding_the_object_mapper_bean_is_not_used() throws Exception {
        assertThat(run(AbsentApisApplication.JacksonPayloads.class, "no.such.api."))
                .isEqualTo("1");
    }

    @Test
    void a_record_is_read_by_jackson() throws Exception {
        assertThat(run(AbsentApisApplication.JacksonRecords.class, "jakarta.json.bind."))
                .isEqualTo("Quote[value=1]");
    }

    @Test
    void the_report_of_an_observer_of_json_without_a_provider_names_what_to_add() throws Exception {
        assertThat(run(AbsentApisApplication.JsonPayloads.class, "org.eclipse.parsson."))
                .contains("payloads need JSON-P, which this application does not have")
                .contains("org.eclipse.parsson:parsson")
                .contains(
                        "(observer " + AbsentApisApplication.class.getName() + "$JsonPrices.on(JsonObject, Recorder))");
    }

    private static String run(Class<? extends Callable<String>> application, String... hidden) throws Exception {
        return IsolatedLoader.run(application, IsolatedLoader.classPath(), hidden);
    }
}
