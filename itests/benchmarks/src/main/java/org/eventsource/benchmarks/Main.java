package org.eventsource.benchmarks;

import java.util.List;
import java.util.stream.Stream;
import org.eventsource.benchmarks.parsers.ParserTables;
import org.eventsource.benchmarks.parsers.Turns;
import org.eventsource.benchmarks.server.LoadServer;
import org.eventsource.benchmarks.streams.Measurement;

/** The commands; see {@code docs/performance.md}. */
public final class Main {

    private static final String USAGE = """
            java -jar benchmarks.jar <command>
              parser [rounds]                          the parsers, with JMH
              turns                                    some of them, where the machine is not for this alone
              jmh <arguments of JMH>                   such as: ObserverBenchmark -prof gc
              throughput [rounds [contestant...]]      whole streams as fast as they are read
              latency [rounds [contestant...]]         a thousand events a second
              paced [rounds [contestant...]]           processor time at a thousand events a second
              scale [rounds [contestant...]]           ten thousand streams
              paused [rounds]                          ten thousand paused streams
              ending [rounds]                          a loop that ends by a close
              reconnection [rounds [contestant...]]    ten thousand reconnections
              first-event [rounds [contestant...]]     from the start of a process to its first event
              retained [rounds [contestant...]]        bytes that streams keep
            -Doptions="..." is for the virtual machines that are measured.
            """;

    private Main() {}

    /** Runs a command. */
    public static void main(String... arguments) throws Exception {
        String command = arguments.length == 0 ? "" : arguments[0];
        List<String> rest = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
        if (Measurement.isScenario(command)) {
            Measurement.run(new Children(), List.of(arguments));
        } else if (command.equals("parser")) {
            ParserTables.run(new Children(), rest);
        } else if (command.equals("jmh")) {
            jmh(rest);
        } else if (command.equals("turns")) {
            turns();
        } else if (command.equals("measure")) {
            Measurement.measure(rest.get(0), rest.get(1), rest.get(2));
            System.exit(0);
        } else if (command.equals("server")) {
            LoadServer.main();
        } else {
            System.out.print(USAGE);
        }
    }

    /** Where JMH is not on the class path, in a process where it is: JMH takes that for those that it measures in. */
    private static void jmh(List<String> arguments) throws Exception {
        if (isOnClassPath()) {
            org.openjdk.jmh.Main.main(arguments.toArray(String[]::new));
        } else {
            new Children()
                    .runHere(
                            List.of(),
                            Stream.concat(Stream.of("jmh"), arguments.stream()).toArray(String[]::new));
        }
    }

    private static void turns() throws Exception {
        if (isOnClassPath()) {
            Turns.run();
        } else {
            new Children().runHere(List.of("-XX:-BackgroundCompilation", "-Xmx1g"), "turns");
        }
    }

    private static boolean isOnClassPath() {
        return System.getProperty("java.class.path").contains("jmh-core");
    }
}
