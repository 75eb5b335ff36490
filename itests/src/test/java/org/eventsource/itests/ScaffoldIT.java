package org.eventsource.itests;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Shows that the container deploys, starts and injects; to be replaced by the first test of a stream. */
@ExtendWith(ArquillianExtension.class)
class ScaffoldIT {

    @Deployment
    static WebArchive application() {
        return ShrinkWrap.create(WebArchive.class)
                .addClass(Witness.class)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }

    @Inject
    Witness witness;

    @Test
    void startsTheApplicationAndInjectsItsBeans() {
        assertThat(witness.hasSeenTheStart()).isTrue();
    }

    @ApplicationScoped
    static class Witness {

        private boolean started;

        void on(@Observes Startup startup) {
            started = true;
        }

        boolean hasSeenTheStart() {
            return started;
        }
    }
}
