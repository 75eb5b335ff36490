package org.eventsource.cdi.extension.observers;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InaccessibleObjectException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordTrialTest {

    public static class Price {}

    @Test
    void a_class_in_a_module_that_does_not_open_its_package_is_a_problem_of_the_module() throws Exception {
        Class<?> closed = Class.forName("sun.net.www.MessageHeader");
        RecordTrial trial = new RecordTrial((data, type) -> {
            throw new InaccessibleObjectException("on purpose");
        });
        assertThat(trial.warnings(List.of(closed, Price.class, Price[].class, String.class, int.class)))
                .singleElement()
                .asString()
                .contains(
                        "cannot create the class sun.net.www.MessageHeader: open the package sun.net.www in module-info.java");
    }
}
