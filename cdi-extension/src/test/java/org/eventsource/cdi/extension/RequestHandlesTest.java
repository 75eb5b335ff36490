package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ext.Provider;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Injects handles into objects that a server creates for one request. The server forgets such an object without
 * destroying what CDI created for it.
 */
class RequestHandlesTest {

    private final StreamServer server = new StreamServer();
    private final ClassLoader outer = Thread.currentThread().getContextClassLoader();
    private Application application;

    /** Names the stream before beans are added. Some servers do so for components, too. */
    @Dependent
    static class Named {
        @Inject
        @Stream("prices")
        EventSource source;
    }

    @Path("resource")
    static class Resource {
        @Inject
        @Stream("prices")
        EventSource source;
    }

    @Path("late")
    static class LateResource {
        @Inject
        @Stream("late")
        jakarta.inject.Provider<EventSource> source;
    }

    static class Subresource {
        @Inject
        @Stream("prices")
        EventSource source;

        @GET
        public String get() {
            return "";
        }
    }

    @Path("interface")
    interface Contract {
        @GET
        String get();
    }

    static class Implementation implements Contract {
        @Inject
        @Stream("prices")
        EventSource source;

        @Override
        public String get() {
            return "";
        }
    }

    @Path("one")
    @Singleton
    static class OneForAll {
        @Inject
        @Stream("prices")
        EventSource source;
    }

    /** This resource is a bean. Helidon makes every resource a bean. */
    @Path("bean")
    @Dependent
    static class BeanResource {
        @Inject
        @Stream("prices")
        EventSource source;

        @Produces
        Product produce(@Stream("prices") EventSource prices) {
            return new Product(prices);
        }
    }

    record Product(EventSource source) {}

    @Path("kept")
    @Dependent
    static class KeptResource {
        @Inject
        @Stream("prices")
        EventSource source;
    }

    /** Is created by the first request and lives longer. */
    @ApplicationScoped
    static class Keeper {
        @Inject
        KeptResource resource;

        EventSource source() {
            return resource.source;
        }
    }

    interface Service {
        EventSource source();
    }

    @Path("looked-up")
    @Dependent
    static class LookedUpResource implements Service {
        @Inject
        @Stream("prices")
        EventSource source;

        @Override
        public EventSource source() {
            return source;
        }
    }

    @ApplicationScoped
    static class Looking {
        @Inject
        Instance<Service> lookup;

        EventSource source() {
            return lookup.get().source();
        }
    }

    @Dependent
    static class Feed {
        @Inject
        @Stream("prices")
        EventSource source;
    }

    @Path("feeding")
    @Dependent
    static class FeedingResource {
        @Inject
        Feed feed;
    }

    @Path("nested")
    @Dependent
    static class NestedResource {
        @Inject
        @Stream("prices")
        EventSource source;
    }

    @RequestScoped
    static class Request {
        @Inject
        NestedResource resource;

        EventSource source() {
            return resource.source;
        }
    }

    @Dependent
    static class Shared {
        @Inject
        @Stream("prices")
        EventSource source;
    }

    @Path("sharing")
    @Dependent
    static class SharingResource {
        @Inject
        Shared shared;
    }

    /** Injects an object whose class a resource injects, too. */
    @ApplicationScoped
    static class Sharing {
        @Inject
        Shared shared;
    }

    @Provider
    static class Filter {
        @Inject
        @Stream("prices")
        EventSource source;
    }

    @BeforeEach
    void start() {
        application = Application.of(
                        Named.class,
                        BeanResource.class,
                        KeptResource.class,
                        Keeper.class,
                        LookedUpResource.class,
                        Looking.class,
                        Feed.class,
                        FeedingResource.class,
                        NestedResource.class,
                        Request.class,
                        Shared.class,
                        SharingResource.class,
                        Sharing.class)
                .with("eventsource.prices.url", server.url("/prices"))
                .with("eventsource.late.url", server.url("/late"))
                .start();
    }

    @AfterEach
    void stop() {
        application.close();
        Thread.currentThread().setContextClassLoader(outer);
        server.close();
    }

    private <T> T make(Class<T> component) {
        return Component.make(application.container().getBeanManager(), component);
    }

    /** Runs the request on a new thread: OpenWebBeans has one request on the thread that starts it. */
    private ReadyState stateAfterRequest(Supplier<EventSource> handle) {
        return CompletableFuture.supplyAsync(() -> request(handle), task -> new Thread(task).start())
                .join();
    }

    private ReadyState request(Supplier<EventSource> handle) {
        RequestContextController request = application.get(RequestContextController.class);
        request.activate();
        EventSource made;
        try {
            made = handle.get();
            assertThat(made.readyState()).isEqualTo(ReadyState.CONNECTING);
        } finally {
            request.deactivate();
        }
        return made.readyState();
    }

    @Test
    void a_resource_s_handle_is_closed_with_its_request() {
        assertThat(stateAfterRequest(() -> make(Resource.class).source)).isEqualTo(ReadyState.CLOSED);
    }

    @Test
    void a_handle_that_a_provider_gives_of_a_stream_that_no_bean_names_is_closed_with_its_request() {
        assertThat(stateAfterRequest(() -> make(LateResource.class).source.get()))
                .isEqualTo(ReadyState.CLOSED);
    }

    @Test
    void a_subresource_s_handle_is_closed_with_its_request() {
        assertThat(stateAfterRequest(() -> make(Subresource.class).source)).isEqualTo(ReadyState.CLOSED);
    }

    @Test
    void the_handle_of_a_resource_whose_annotations_are_on_its_interface_is_closed_with_its_request() {
        assertThat(stateAfterRequest(() -> make(Implementation.class).source)).isEqualTo(ReadyState.CLOSED);
    }

    @Test
    void the_handle_of_a_resource_that_is_a_bean_without_a_scope_is_closed_with_its_request() {
        assertThat(stateAfterRequest(() -> application.get(BeanResource.class).source))
                .isEqualTo(ReadyState.CLOSED);
    }

    @Test
    void the_handle_of_a_resource_that_a_longer_lived_bean_injects_is_kept() {
        assertThat(stateAfterRequest(() -> application.get(Keeper.class).source()))
                .isEqualTo(ReadyState.CONNECTING);
    }

    @Test
    void the_handle_of_a_resource_that_a_longer_lived_bean_looks_up_by_its_interface_is_kept() {
        assertThat(stateAfterRequest(() -> application.get(Looking.class).source()))
                .isEqualTo(ReadyState.CONNECTING);
    }

    @Test
    void the_handle_of_an_object_that_only_a_resource_injects_is_closed_with_its_request() {
        assertThat(stateAfterRequest(() -> application.get(FeedingResource.class).feed.source))
                .isEqualTo(ReadyState.CLOSED);
    }

    @Test
    void the_handle_of_a_resource_that_a_bean_of_the_request_injects_is_closed_with_it() {
        assertThat(stateAfterRequest(() -> application.get(Request.class).source()))
                .isEqualTo(ReadyState.CLOSED);
    }

    @Test
    void the_handle_of_an_object_that_a_longer_lived_bean_injects_too_is_kept() {
        assertThat(stateAfterRequest(() -> application.get(SharingResource.class).shared.source))
                .isEqualTo(ReadyState.CONNECTING);
    }

    @Test
    void what_a_resource_that_is_a_bean_produces_keeps_its_handle() {
        assertThat(stateAfterRequest(() -> application.get(Product.class).source()))
                .isEqualTo(ReadyState.CONNECTING);
    }

    @Test
    void a_bean_of_all_requests_keeps_its_handle_in_tomee() {
        application.close();
        Thread.currentThread()
                .setContextClassLoader(new Showing("org/apache/openejb/cdi/OpenEJBLifecycle.class", outer));
        start();
        assertThat(stateAfterRequest(() -> application.get(BeanResource.class).source))
                .isEqualTo(ReadyState.CONNECTING);
    }

    @Test
    void a_resource_of_all_requests_keeps_its_handle() {
        assertThat(stateAfterRequest(() -> make(OneForAll.class).source)).isEqualTo(ReadyState.CONNECTING);
    }

    @Test
    void a_component_that_is_no_resource_keeps_its_handle() {
        assertThat(stateAfterRequest(() -> make(Filter.class).source)).isEqualTo(ReadyState.CONNECTING);
    }

    @Test
    void a_resource_that_is_made_outside_of_requests_keeps_its_handle() {
        assertThat(make(Resource.class).source.readyState()).isEqualTo(ReadyState.CONNECTING);
    }
}
