package groklab.bench;

import groklab.bench.step.SpecCase;
import groklab.bench.time.Meter;
import groklab.bench.time.Spread;
import groklab.lab.rundir.RunEvent;
import groklab.lab.spec.RunSpec;
import groklab.lab.train.RunObserver;
import groklab.lab.train.Trainer;
import groklab.lab.train.TrainingRun;
import groklab.zoo.recipe.Recipes;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// A whole sweep, as a user would run it: 48 one-layer transformers at p = 23 (4 weight decays x 4
/// shares x 3 seeds), complete runs with their probes, checkpoints and directories, one thread
/// each, as many at once as there are workers. What counts is the time from start to end,
/// compilation included.
///
/// @param steps of each run
record TinySweep(long steps) {
  static final String NAME = "tiny-sweep";
  static final String ABOUT =
      "48 one-layer transformers, p = 23, 3,000 steps each, complete runs, one thread per worker";
  static final long STEPS = 3_000;

  private static final List<Double> WEIGHT_DECAYS = List.of(0.3, 1.0, 2.0, 5.0);

  /// Longest runs first, so that no worker ends with a long one alone.
  private static final List<Double> SHARES = List.of(0.8, 0.6, 0.45, 0.3);

  private static final int SEEDS = 3;
  private static final int WARM_UP = 3_000;
  private static final int COUNTED = 1_000;
  private static final double GIGA = 1e9;

  private static final RunObserver NOBODY =
      new RunObserver() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void event(RunEvent event) {}
      };

  /// One result for each number of workers.
  List<Map<String, Object>> run(List<Integer> workers, PrintStream progress) {
    double bytes = bytesPerStep();
    double gflop = meanFlop() / GIGA;
    List<Map<String, Object>> results = new ArrayList<>();
    for (int n : workers) {
      progress.println(NAME + ": " + specs().size() + " runs, workers " + n);
      double seconds = seconds(n, progress);
      double perStep = seconds * 1000 / (specs().size() * steps);
      var json = new LinkedHashMap<String, Object>();
      json.put("case", NAME);
      json.put("threads", n);
      json.put("msPerStep", Spread.of(perStep).toJson());
      json.put("secondsInAll", seconds);
      if (n > 1 && workers.getFirst() == 1) {
        double alone = ResultJson.number(results.getFirst(), "secondsInAll");
        json.put("throughputOfOneWorker", alone / seconds);
      }
      double peak = Peak.gflops(n);
      json.put("gflopPerStep", gflop);
      json.put("shareOfPeak", gflop / (perStep * 1e-3) / peak);
      json.put("peakGflops", peak);
      json.put("bytesPerStep", bytes);
      Meter.residentMiB().ifPresent(r -> json.put("residentMiB", r));
      Meter.peakResidentMiB().ifPresent(r -> json.put("peakResidentMiB", r));
      results.add(json);
    }
    return results;
  }

  private List<RunSpec> specs() {
    List<RunSpec> specs = new ArrayList<>();
    for (double share : SHARES) {
      for (double decay : WEIGHT_DECAYS) {
        for (int seed = 0; seed < SEEDS; seed++) {
          specs.add(spec(share, decay, seed));
        }
      }
    }
    return specs;
  }

  private RunSpec spec(double share, double decay, int seed) {
    return Recipes.reader()
        .parse(
            """
            name = "tiny-%s-%s"
            seed = %d
            [task]
            modulus = 23
            trainFraction = %s
            [optimizer]
            weightDecay = %s
            [budget]
            steps = %d
            stopWhen = "never"
            """
                .formatted(share, decay, seed, share, decay, steps));
  }

  private double seconds(int workers, PrintStream progress) {
    AtomicInteger done = new AtomicInteger();
    long start = System.nanoTime();
    Path folder = temporaryFolder();
    try (var pool = Executors.newFixedThreadPool(workers)) {
      List<Future<?>> all = new ArrayList<>();
      for (RunSpec spec : specs()) {
        all.add(
            pool.submit(() -> {
              train(spec, folder);
              if (done.incrementAndGet() % 12 == 0) {
                progress.println(NAME + ": " + done + " runs done");
              }
            }));
      }
      for (Future<?> each : all) {
        each.get();
      }
      return (System.nanoTime() - start) * 1e-9;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during the sweep", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a run of the sweep failed: " + e.getCause(), e);
    } finally {
      delete(folder);
    }
  }

  private static void train(RunSpec spec, Path folder) {
    Path directory = folder.resolve(spec.name() + "-seed" + spec.seed());
    try (TrainingRun run = TrainingRun.start(spec, directory, 1)) {
      run.run(NOBODY, () -> false);
    }
  }

  private double meanFlop() {
    double flop = 0;
    for (double share : SHARES) {
      try (var trainer = new Trainer(spec(share, 1, 0), 1)) {
        flop += trainer.stepFlop();
      }
    }
    return flop / SHARES.size();
  }

  /// Of the training step; probes and checkpoints do allocate.
  private double bytesPerStep() {
    try (var ours = new SpecCase(NAME, ABOUT, spec(SHARES.getLast(), 1, 0)).ours(1)) {
      for (int step = 0; step < WARM_UP; step++) {
        ours.step(step);
      }
      return Meter.bytesPerStep(ours, WARM_UP, COUNTED);
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("groklab-tiny-sweep-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
