package groklab.bench;

import groklab.bench.peer.Contender;
import groklab.bench.peer.Peer;
import groklab.bench.step.SpecCase;
import groklab.bench.time.Meter;
import groklab.bench.time.Spread;
import groklab.zoo.recipe.Recipes;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What rules and stages cost: the step of nanda2023 with each of them beside the step with AdamW
/// alone, in alternating rounds of one process. The ratio is taken round by round. A peer takes
/// part with those that it has, once its first losses are ours.
final class UpdateCost {
  static final String NAME = "update-cost";
  static final String ABOUT =
      "the step of nanda-step with each rule and stage, beside the step with AdamW alone";

  private static final int WARM_UP = 60;
  private static final int STEPS = 15;
  private static final List<Integer> NONE = List.of();
  private static final String MUON =
      "[{ parameters = [\"embed.*\", \"pos_embed.*\", \"unembed.*\", \"*.b_*\"],"
          + " rule = { kind = \"adamw\" } }]";

  private static final Map<String, List<String>> VARIANTS = new LinkedHashMap<>();

  /// What libraries for training have as their own.
  private static final Set<String> COMMON =
      Set.of(
          "adamw",
          "sgd",
          "momentum",
          "nesterov",
          "rmsprop",
          "adamw + clip-norm",
          "adamw + clip-value");

  static {
    VARIANTS.put("adamw", List.of());
    for (String rule : List.of("sgd", "momentum", "nesterov", "lion")) {
      VARIANTS.put(rule, List.of("optimizer.kind=" + rule));
    }
    // With its usual 1e-8, what rounding makes of small gradients is a difference of whole steps.
    VARIANTS.put("rmsprop", List.of("optimizer.kind=rmsprop", "optimizer.epsilon=1e-3"));
    VARIANTS.put(
        "muon for hidden matrices, adamw for the rest",
        List.of("optimizer.kind=muon", "optimizer.group=" + MUON));
    for (String stage :
        List.of(
            "grokfast-ema",
            "grokfast-ma",
            "perpendicular-gradient",
            "clip-norm",
            "clip-value",
            "gradient-noise",
            "weight-noise",
            "weight-norm",
            "egalitarian",
            "sharpness-aware",
            "neural-gradient",
            "spectral-entropy")) {
      VARIANTS.put("adamw + " + stage, List.of("optimizer.stage=[{ kind = \"" + stage + "\" }]"));
    }
    VARIANTS.put(
        "adamw + spectral-entropy every 5 steps",
        List.of("optimizer.stage=[{ kind = \"spectral-entropy\", every = 5 }]"));
    VARIANTS.put(
        "adamw + dropout at the perceptron's output",
        List.of("training.dropout=[{ at = [\"blocks.0.hook_mlp_out\"], rate = 0.1 }]"));
  }

  private final int rounds;
  private final Optional<Peer> peer;
  private final PrintStream progress;

  UpdateCost(int rounds, Optional<Peer> peer, PrintStream progress) {
    this.rounds = rounds;
    this.peer = peer;
    this.progress = progress;
  }

  /// One who trains, with what it has been timed at.
  private static final class Runner {
    final Contender contender;
    final int threads;
    final double[] ms;
    long next;

    Runner(Contender contender, int threads, int rounds) {
      this.contender = contender;
      this.threads = threads;
      this.ms = new double[rounds];
    }

    double[] firstLosses() {
      contender.begin();
      double[] losses = new double[Losses.STEPS];
      for (int i = 0; i < losses.length; i++) {
        contender.step(next++);
        losses[i] = contender.loss();
      }
      return losses;
    }

    double milliseconds(int steps) {
      contender.begin();
      long begin = System.nanoTime();
      for (int i = 0; i < steps; i++) {
        contender.step(next++);
      }
      return (System.nanoTime() - begin) * 1e-6 / steps;
    }

    Map<String, Object> times() {
      return Spread.of(ms).toJson();
    }
  }

  /// An update, ours and what a peer makes of it with each number of threads.
  private record Variant(String name, Runner ours, List<Runner> peers, double lossDifference) {
    Stream<Runner> all() {
      return Stream.concat(Stream.of(ours), peers.stream());
    }
  }

  /// One result for each number of threads, rule and stage.
  ///
  /// @throws BenchException if losses differ by more than rounding explains
  List<Map<String, Object>> run(List<Integer> threads) {
    List<Map<String, Object>> results = new ArrayList<>();
    for (int n : threads) {
      progress.println(NAME + ": " + VARIANTS.size() + " updates, threads " + n);
      results.addAll(run(n));
    }
    return results;
  }

  private List<Map<String, Object>> run(int threads) {
    List<Variant> variants = new ArrayList<>();
    VARIANTS.forEach((name, overrides) -> variants.add(start(name, overrides, threads)));
    variants.forEach(each -> each.all().forEach(runner -> runner.milliseconds(WARM_UP)));
    for (int round = 0; round < rounds; round++) {
      for (Variant each : variants) {
        for (Runner runner : each.all().toList()) {
          runner.ms[round] = runner.milliseconds(STEPS);
        }
      }
      progress.println(NAME + ": round " + (round + 1) + " of " + rounds);
    }
    double[] adamw = variants.getFirst().ours.ms;
    List<Map<String, Object>> results =
        variants.stream().map(each -> result(each, threads, adamw)).toList();
    variants.forEach(each -> each.all().forEach(runner -> runner.contender.close()));
    return results;
  }

  private Variant start(String name, List<String> overrides, int threads) {
    var step = new SpecCase(name, "", Recipes.reader().readNamed("nanda2023", overrides));
    var ours = new Runner(step.ours(threads), threads, rounds);
    double[] losses = ours.firstLosses();
    List<Runner> peers = new ArrayList<>();
    double difference = 0;
    for (int n : peer.isPresent() && COMMON.contains(name) ? Measurement.peerThreads() : NONE) {
      var theirs = new Runner(peer.orElseThrow().start(step.workload(), n), n, rounds);
      peers.add(theirs);
      difference = Math.max(difference, Losses.difference(losses, theirs.firstLosses()));
    }
    if (difference > Losses.TOLERANCE) {
      throw BenchException.failed(
          "%s, %s: the first losses differ by up to %.2g of their size, more than rounding makes."
              .formatted(NAME, name, difference));
    }
    return new Variant(name, ours, peers, difference);
  }

  private Map<String, Object> result(Variant variant, int threads, double[] adamw) {
    double[] ratios = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      ratios[i] = variant.ours.ms[i] / adamw[i];
    }
    var json = new LinkedHashMap<String, Object>();
    json.put("case", NAME);
    json.put("update", variant.name);
    json.put("threads", threads);
    json.put("msOfStep", variant.ours.times());
    json.put("timesAdamw", Spread.of(ratios).toJson());
    json.put("bytesPerStep", Meter.bytesPerStep(variant.ours.contender, variant.ours.next, STEPS));
    variant.peers.stream()
        .min(Comparator.comparingDouble(each -> Spread.of(each.ms).median()))
        .ifPresent(best -> {
          var other = new LinkedHashMap<String, Object>();
          other.put("name", peer.orElseThrow().name());
          other.put("version", peer.orElseThrow().version());
          other.put("threads", best.threads);
          other.put("msPerStep", best.times());
          other.put("lossDifference", variant.lossDifference);
          other.put(
              "tried",
              variant.peers.stream()
                  .map(each -> Map.of("threads", each.threads, "msPerStep", each.times()))
                  .toList());
          json.put("peer", other);
        });
    return json;
  }
}
