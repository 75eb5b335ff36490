package org.eventsource.cdi.extension.observers;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InaccessibleObjectException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordTrialTest {

    public static class Price {}

    @Test
    void a_class_in_a_module_that_does_not_open_its_package_is_a_problem_of_the_module() {
        RecordTrial trial = new RecordTrial((data, type) -> {
            throw new InaccessibleObjectException("on purpose");
        });
        assertThat(trial.warnings(List.of(Price.class, Price[].class, String.class, int.class)))
                .singleElement()
                .asString()
                .contains("cannot create the class " + Price.class.getTypeName()
                        + ": open the package org.eventsource.cdi.extension.observers in module-info.java");
    }
}
