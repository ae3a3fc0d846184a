package groklab.bench;

import groklab.bench.peer.Contender;
import groklab.bench.time.Meter;
import groklab.bench.time.Spread;
import groklab.lab.spec.RunSpec;
import groklab.lab.train.Trainer;
import groklab.zoo.recipe.Recipes;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What rules and stages cost: the step of nanda2023 with each of them beside the step with AdamW
/// alone, in alternating rounds of one process. The ratio is taken round by round.
final class UpdateCost implements Contender {
  static final String NAME = "update-cost";
  static final String ABOUT =
      "the step of nanda-step with each rule and stage, beside the step with AdamW alone";

  private static final int WARM_UP = 60;
  private static final int STEPS = 15;
  private static final String MUON =
      "[{ parameters = [\"embed.*\", \"pos_embed.*\", \"unembed.*\", \"*.b_*\"],"
          + " rule = { kind = \"adamw\" } }]";

  private static final Map<String, List<String>> VARIANTS = new LinkedHashMap<>();

  static {
    VARIANTS.put("adamw", List.of());
    for (String rule : List.of("sgd", "momentum", "nesterov", "rmsprop", "lion")) {
      VARIANTS.put(rule, List.of("optimizer.kind=" + rule));
    }
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

  private final Trainer trainer;
  private long next;

  private UpdateCost(List<String> overrides, int threads) {
    RunSpec spec = Recipes.reader().readNamed("nanda2023", overrides);
    trainer = new Trainer(spec, threads);
    trainer.initialise();
  }

  private double milliseconds(int steps) {
    long begin = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      step(next++);
    }
    return (System.nanoTime() - begin) * 1e-6 / steps;
  }

  private double bytesPerStep() {
    double bytes = Meter.bytesPerStep(this, next, STEPS);
    next += STEPS;
    return bytes;
  }

  @Override
  public void step(long step) {
    trainer.step(step);
  }

  @Override
  public double loss() {
    return trainer.lossOfLastStep();
  }

  @Override
  public void close() {
    trainer.close();
  }

  /// One result for each number of threads, rule and stage.
  static List<Map<String, Object>> run(List<Integer> threads, int rounds, PrintStream progress) {
    List<Map<String, Object>> results = new ArrayList<>();
    for (int n : threads) {
      progress.println(NAME + ": " + VARIANTS.size() + " updates, threads " + n);
      results.addAll(run(n, rounds));
    }
    return results;
  }

  private static List<Map<String, Object>> run(int threads, int rounds) {
    Map<String, UpdateCost> all = new LinkedHashMap<>();
    VARIANTS.forEach((name, overrides) -> all.put(name, new UpdateCost(overrides, threads)));
    all.values().forEach(each -> each.milliseconds(WARM_UP));
    Map<String, double[]> times = new LinkedHashMap<>();
    all.keySet().forEach(name -> times.put(name, new double[rounds]));
    for (int round = 0; round < rounds; round++) {
      int now = round;
      times.forEach(
          (name, ms) -> ms[now] = Objects.requireNonNull(all.get(name)).milliseconds(STEPS));
    }
    double[] adamw = times.values().iterator().next();
    List<Map<String, Object>> results = new ArrayList<>();
    times.forEach((name, ms) -> {
      double[] ratios = new double[rounds];
      for (int i = 0; i < rounds; i++) {
        ratios[i] = ms[i] / adamw[i];
      }
      var json = new LinkedHashMap<String, Object>();
      json.put("case", NAME);
      json.put("update", name);
      json.put("threads", threads);
      json.put("msOfStep", Spread.of(ms).toJson());
      json.put("timesAdamw", Spread.of(ratios).toJson());
      json.put("bytesPerStep", Objects.requireNonNull(all.get(name)).bytesPerStep());
      results.add(json);
    });
    all.values().forEach(UpdateCost::close);
    return results;
  }
}
