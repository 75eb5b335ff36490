package org.eventsource.cdi.extension.boot;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eventsource.cdi.extension.config.Configuration;
import org.eventsource.cdi.extension.config.SettingsReader;
import org.eventsource.cdi.extension.config.StreamSettings;
import org.eventsource.cdi.extension.model.ModelProblems;
import org.eventsource.cdi.extension.model.PayloadReceiver;
import org.eventsource.cdi.extension.model.Problems;
import org.eventsource.cdi.extension.model.StreamModel;
import org.eventsource.cdi.extension.observers.ApplicationBeans;
import org.eventsource.cdi.extension.observers.PayloadReaders;
import org.eventsource.cdi.extension.observers.StreamDispatcher;
import org.eventsource.cdi.extension.observers.StreamMonitors;
import org.eventsource.cdi.extension.streams.ClientBeans;
import org.eventsource.cdi.extension.streams.CursorStores;
import org.eventsource.cdi.extension.streams.StreamFactory;
import org.eventsource.cdi.extension.streams.Streams;
import org.eventsource.cdi.extension.threads.ContainerThreads;
import org.eventsource.cdi.extension.threads.NamedExecutors;
import org.eventsource.impl.SharedResources;
import org.eventsource.spi.ScriptedTransport;
import org.eventsource.spi.StreamMonitor;

/** Creates the streams of an application from its model and its configuration. */
public final class StreamsSetup {

    private StreamsSetup() {}

    /**
     * Creates the streams.
     *
     * @param classes returns the classes of the payload of an observer or publisher
     * @throws DeploymentException if there are problems; its message lists all of them
     */
    public static Streams create(
            StreamModel model,
            Function<PayloadReceiver, Set<Class<?>>> classes,
            StreamDispatcher dispatcher,
            ApplicationBeans beans) {
        Problems problems = new Problems();
        ModelProblems.find(model).forEach(problems::add);
        ContainerThreads threads = new ContainerThreads();
        SharedResources resources = new SharedResources(threads);
        SettingsReader reader = new SettingsReader(Configuration.find());
        List<StreamSettings> settings = reader.read(model, problems);
        Set<String> skipping = model.relayedKeys().stream()
                .filter(key -> reader.skipsEmpty(key, problems))
                .collect(Collectors.toSet());
        PayloadReaders payloads = new PayloadReaders(model, classes, beans, problems);
        if (!problems.isEmpty()) {
            payloads.close();
            throw new DeploymentException(problems.report());
        }
        NamedExecutors executors = new NamedExecutors(threads);
        StreamFactory factory = new StreamFactory(
                resources,
                threads,
                executors,
                dispatcher,
                payloads,
                classes,
                new ClientBeans(beans),
                beans.defaults(ScriptedTransport.class),
                new StreamMonitors(beans.all(StreamMonitor.class)),
                new CursorStores(beans));
        return new Streams(model, settings, skipping, reader, factory, threads, executors);
    }
}
