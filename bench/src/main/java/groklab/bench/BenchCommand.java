package groklab.bench;

import groklab.bench.control.ControlCommand;
import groklab.bench.peer.Peer;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `groklab bench`: chooses what is measured, has each case measured in a process of its own, and
/// reports.
@Command(
    name = "groklab bench",
    description = {
      "Measure training steps, products and the machine's peak.",
      "With --peer, the same steps are measured in a peer, on the same data and from the same"
          + " weights, in alternating rounds; its best number of threads and environment count."
          + " Losses are compared before times."
    },
    mixinStandardHelpOptions = true,
    subcommands = ControlCommand.class,
    footer = "Exit codes: 0 done, 1 losses or bits differ, 2 bad input.")
final class BenchCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "NAME", description = "What to measure; see --list.")
  private @Nullable String name;

  @Option(names = "--peer", paramLabel = "PEER", description = "Compare with this peer: libtorch.")
  private @Nullable String peer;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Our threads or workers (default: all processors; with --all: 1, and all).")
  private @Nullable Integer threads;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "15",
      description = "Timed rounds of each contender (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--json", description = "Write JSON to standard output and nothing else.")
  private boolean json;

  @Option(names = "--all", description = "Measure everything.")
  private boolean all;

  @Option(names = "--list", description = "List what can be measured.")
  private boolean list;

  @Option(names = "--lanes", hidden = true, split = ",", description = "Measure in this process.")
  private List<Integer> lanes = List.of();

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  @Override
  public Integer call() {
    if (list) {
      Measurement.names().forEach((key, about) -> out.printf("%-16s%s%n", key, about));
      out.printf("%-16s%s%n", "control", "accelerators of a file, tuned alike; see control --help");
      return 0;
    }
    List<String> names = chosen();
    check();
    if (!lanes.isEmpty()) {
      measureHere(names.getFirst());
      return 0;
    }
    List<Map<String, Object>> results = new ArrayList<>();
    for (String each : names) {
      results.addAll(measure(each));
    }
    report(results);
    return 0;
  }

  private List<String> chosen() {
    List<String> names = List.copyOf(Measurement.names().keySet());
    if (all == (name != null)) {
      throw BenchException.input(
          (all ? "NAME and --all are both given" : "no case is named")
              + "; expected one of "
              + String.join(", ", names)
              + "; write e.g. groklab bench nanda-step, or groklab bench --all.");
    }
    if (name == null) {
      return names;
    }
    if (!names.contains(name)) {
      throw BenchException.input(
          "there is no case \"%s\"; expected one of %s; write e.g. groklab bench nanda-step."
              .formatted(name, String.join(", ", names)));
    }
    return List.of(name);
  }

  private void check() {
    if (rounds < 1) {
      throw BenchException.input(
          "--rounds is %d; expected at least 1; write e.g. --rounds 15.".formatted(rounds));
    }
    if (threads != null && (threads < 1 || threads > 1024)) {
      throw BenchException.input(
          "--threads is %d; expected 1 to 1024; write e.g. --threads 2.".formatted(threads));
    }
    if (peer != null) {
      Measurement.peer(peer);
    }
  }

  /// In this process, for the one that started it: JSON and nothing else on standard output.
  private void measureHere(String what) {
    System.setOut(err);
    Optional<Peer> rival = Optional.ofNullable(peer).map(Measurement::peer);
    out.println(
        new JsonMapper().writeValueAsString(Measurement.run(what, lanes, rounds, rival, err)));
    out.flush();
  }

  private List<Map<String, Object>> measure(String what) {
    List<String> arguments = new ArrayList<>(List.of(what, "--rounds", "" + rounds, "--lanes"));
    arguments.add(String.join(",", lanes().stream().map(String::valueOf).toList()));
    if (peer == null || !Measurement.hasPeer(what)) {
      return Relaunch.run(arguments, Map.of());
    }
    arguments.addAll(List.of("--peer", peer));
    List<Map<String, String>> environments = Measurement.peer(peer).environments();
    List<List<Map<String, Object>>> results = new ArrayList<>();
    for (Map<String, String> environment : environments) {
      err.println(what + ": " + (environment.isEmpty() ? "environment as it is" : environment));
      results.add(Relaunch.run(arguments, environment));
    }
    return Best.of(results, environments);
  }

  private List<Integer> lanes() {
    if (threads != null) {
      return List.of(threads);
    }
    int processors = Runtime.getRuntime().availableProcessors();
    return all ? Measurement.peerThreads() : List.of(processors);
  }

  private void report(List<Map<String, Object>> results) {
    if (!json) {
      new Report(out).print(Machine.toJson(), results);
      return;
    }
    var whole = new LinkedHashMap<String, Object>();
    if (results.size() == 1) {
      whole.putAll(results.getFirst());
    } else {
      whole.put("results", results);
    }
    whole.put("machine", Machine.toJson());
    out.println(
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(whole));
  }
}
