package groklab.bench;

import groklab.bench.peer.Contender;
import groklab.bench.time.Meter;
import groklab.bench.time.Spread;
import groklab.lab.spec.RunSpec;
import groklab.lab.train.Trainer;
import groklab.zoo.recipe.Recipes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What rules and stages cost: the step of nanda2023 with each of them beside the step with AdamW
/// alone, in alternating rounds of one process. Prints a table in Markdown.
public final class UpdateBench implements Contender {
  private static final int WARM_UP = 60;
  private static final int ROUNDS = 9;
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
            "sharpness-aware")) {
      VARIANTS.put("adamw + " + stage, List.of("optimizer.stage=[{ kind = \"" + stage + "\" }]"));
    }
  }

  private final Trainer trainer;
  private long next;

  private UpdateBench(List<String> overrides, int threads) {
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

  /// @param args number of threads; all processors if left out
  public static void main(String[] args) {
    int threads =
        args.length > 0 ? Integer.parseInt(args[0]) : Runtime.getRuntime().availableProcessors();
    Map<String, UpdateBench> all = new LinkedHashMap<>();
    VARIANTS.forEach((name, overrides) -> all.put(name, new UpdateBench(overrides, threads)));
    all.values().forEach(each -> each.milliseconds(WARM_UP));
    Map<String, List<Double>> times = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      all.forEach((name, bench) ->
          times.computeIfAbsent(name, n -> new ArrayList<>()).add(bench.milliseconds(STEPS)));
    }
    System.out.println("| update | ms per step | times adamw | bytes per step |");
    System.out.println("|---|---|---|---|");
    List<Double> adamw = times.values().iterator().next();
    times.forEach((name, ms) -> {
      double[] ratios = new double[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        ratios[i] = ms.get(i) / adamw.get(i);
      }
      Spread time = Spread.of(ms.stream().mapToDouble(Double::doubleValue).toArray());
      Spread ratio = Spread.of(ratios);
      System.out.printf(
          "| %s | %.1f (%.1f .. %.1f) | %.2f (%.2f .. %.2f) | %.0f |%n",
          name,
          time.median(),
          time.min(),
          time.max(),
          ratio.median(),
          ratio.min(),
          ratio.max(),
          Objects.requireNonNull(all.get(name)).bytesPerStep());
    });
    all.values().forEach(UpdateBench::close);
  }
}
