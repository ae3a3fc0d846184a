package groklab.bench;

import groklab.bench.peer.Peer;
import groklab.bench.step.Cases;
import groklab.bench.step.StepCase;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/// What can be measured, by name, and the measuring itself, in this process.
final class Measurement {
  private static final double WARM_UP_SECONDS = 4;
  private static final double ROUND_SECONDS = 0.6;

  private Measurement() {}

  /// Names with a phrase each, in the order in which they are shown.
  static Map<String, String> names() {
    var names = new LinkedHashMap<String, String>();
    Cases.STEPS.forEach(step -> names.put(step.name(), step.about()));
    names.put(TinySweep.NAME, TinySweep.ABOUT);
    names.put(UpdateCost.NAME, UpdateCost.ABOUT);
    names.put(ProductCase.NAME, ProductCase.ABOUT);
    names.put(PeakCase.NAME, PeakCase.ABOUT);
    return names;
  }

  /// Whether a peer takes part in it.
  static boolean hasPeer(String name) {
    return name.equals(UpdateCost.NAME)
        || Cases.STEPS.stream().anyMatch(step -> step.name().equals(name));
  }

  /// One result for each number of threads.
  static List<Map<String, Object>> run(
      String name, List<Integer> threads, int rounds, Optional<Peer> peer, PrintStream progress) {
    return switch (name) {
      case TinySweep.NAME -> new TinySweep(TinySweep.STEPS).run(threads, progress);
      case UpdateCost.NAME -> new UpdateCost(rounds, peer, progress).run(threads);
      case ProductCase.NAME -> ProductCase.run(rounds);
      case PeakCase.NAME -> PeakCase.run(threads);
      default -> {
        StepCase step =
            Cases.STEPS.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
        var timing = new Race.Timing(rounds, WARM_UP_SECONDS, ROUND_SECONDS);
        yield new Race(step, timing, progress).run(threads, peer, peerThreads());
      }
    };
  }

  /// One thread, and as many as there are processors.
  static List<Integer> peerThreads() {
    int processors = Runtime.getRuntime().availableProcessors();
    return processors == 1 ? List.of(1) : List.of(1, processors);
  }

  /// The peer of that name on the module path.
  ///
  /// @throws BenchException if there is none
  static Peer peer(String name) {
    List<String> known = new ArrayList<>();
    for (Peer peer : ServiceLoader.load(Peer.class)) {
      if (peer.name().equals(name)) {
        return peer;
      }
      known.add(peer.name());
    }
    throw BenchException.input(
        "--peer is \"%s\"; expected %s; write --peer libtorch."
            .formatted(
                name,
                known.isEmpty()
                    ? "a peer that was built with it (./groklab bench does that by itself)"
                    : "one of " + known));
  }
}
