package org.eventsource.testing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.eventsource.spi.ScriptedTransport;

/** Adds {@link ScriptedStreams} as a bean if it is injected and is no bean yet. */
public class ScriptedStreamsExtension implements Extension {

    private boolean injected;
    private boolean declared;

    /** Called by the container, and by programs that register their extensions. */
    public ScriptedStreamsExtension() {}

    void injectionPoint(@Observes ProcessInjectionPoint<?, ?> found) {
        injected |= isScripted(found.getInjectionPoint());
    }

    /** OpenWebBeans does not announce injection points of {@code Instance} or {@code Provider}. */
    void bean(@Observes ProcessBean<?> found) {
        declared |= found.getBean().getTypes().contains(ScriptedStreams.class);
        injected |= found.getBean().getInjectionPoints().stream().anyMatch(ScriptedStreamsExtension::isScripted);
    }

    private static boolean isScripted(InjectionPoint point) {
        Type type = point.getType();
        return ScriptedStreams.class.equals(type)
                || (type instanceof ParameterizedType lookup
                        && Arrays.asList(lookup.getActualTypeArguments()).contains(ScriptedStreams.class));
    }

    void addBean(@Observes AfterBeanDiscovery discovery) {
        if (injected && !declared) {
            discovery
                    .<ScriptedStreams>addBean()
                    .beanClass(ScriptedStreams.class)
                    .types(ScriptedStreams.class, ScriptedTransport.class, Object.class)
                    .qualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE)
                    .scope(ApplicationScoped.class)
                    .id(ScriptedStreams.class.getName())
                    .createWith(context -> new ScriptedStreams());
        }
    }
}
