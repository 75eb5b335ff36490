package org.eventsource.cdi.extension;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.eventsource.impl.SharedResources;

/** Makes the streams of an application of its model and its configuration, or tells everything that is wrong. */
final class StreamsSetup {

    private StreamsSetup() {}

    /**
     * With the classes of payloads by who observes them.
     *
     * @throws DeploymentException if something is wrong
     */
    static Streams create(
            StreamModel model,
            Function<ObserverDeclaration, Set<Class<?>>> classes,
            StreamDispatcher dispatcher,
            ApplicationBeans beans) {
        Problems problems = new Problems();
        ModelProblems.find(model).forEach(problems::add);
        ContainerThreads threads = new ContainerThreads();
        SharedResources resources = new SharedResources(threads);
        SettingsReader reader = new SettingsReader(Configuration.find());
        List<StreamSettings> settings = reader.read(model, problems);
        PayloadReaders payloads = new PayloadReaders(model, classes, beans, problems);
        if (!problems.isEmpty()) {
            payloads.close();
            throw new DeploymentException(problems.report());
        }
        NamedExecutors executors = new NamedExecutors(threads);
        StreamFactory factory = new StreamFactory(resources, threads, executors, dispatcher, payloads, classes);
        return new Streams(model, settings, reader, factory, threads, executors);
    }
}
