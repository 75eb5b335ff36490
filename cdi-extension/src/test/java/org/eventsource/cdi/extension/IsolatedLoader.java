package org.eventsource.cdi.extension;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/** Loads new copies of all classes, except the JDK's classes and hidden packages. */
final class IsolatedLoader extends URLClassLoader {

    private final List<String> hidden;

    private IsolatedLoader(List<Path> path, List<String> hidden) {
        super(path.stream().map(IsolatedLoader::url).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        this.hidden = hidden;
    }

    /** Returns the class path of the tests. */
    static List<Path> classPath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(path.split(System.getProperty("path.separator")))
                .map(Path::of)
                .toList();
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry.toString(), e);
        }
    }

    /** Runs an application on a class path. Classes whose names begin with a hidden prefix are not found. */
    static String run(Class<? extends Callable<String>> application, List<Path> path, String... hidden)
            throws Exception {
        ClassLoader outer = Thread.currentThread().getContextClassLoader();
        try (IsolatedLoader loader = new IsolatedLoader(path, List.of(hidden))) {
            Thread.currentThread().setContextClassLoader(loader);
            Callable<?> run = loader.loadClass(application.getName())
                    .asSubclass(Callable.class)
                    .getDeclaredConstructor()
                    .newInstance();
            return (String) run.call();
        } finally {
            Thread.currentThread().setContextClassLoader(outer);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (hidden.stream().anyMatch(name::startsWith)) {
            throw new ClassNotFoundException(name);
        }
        return super.loadClass(name, resolve);
    }
}
