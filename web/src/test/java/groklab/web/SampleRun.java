package groklab.web;

import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.Baseline;
import groklab.lab.criterion.Crossing;
import groklab.lab.criterion.LossShare;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.phase.Evidence;
import groklab.lab.phase.Phase;
import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Sighting;
import groklab.lab.phase.Verdict;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.Provenance;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.Summary;
import groklab.lab.spec.BranchSpec;
import groklab.lab.spec.SpecReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;

/// Writes run directories as a training run leaves them, with curves of the usual shape: train
/// accuracy is a logistic of log(step + 1) that reaches 0.99 at T_mem, validation accuracy one that
/// reaches 0.95 at T_grok.
public final class SampleRun {
  static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

  private final Path path;
  private long seed = 0;
  private long memorised = 150;
  private long generalised = 7_100;
  private long end = 10_000;
  private int probes = 500;
  private boolean validation = true;
  private boolean accuracy = true;
  private boolean summary = true;
  private boolean spikes = false;
  private double weightDecay = 1.0;
  private String task = "";
  private long branchedAt = 0;

  public SampleRun(Path path) {
    this.path = path;
  }

  public SampleRun seed(long newSeed) {
    seed = newSeed;
    return this;
  }

  /// @param newGeneralised 0 = never; beyond the end = the run ends on its way up
  public SampleRun times(long newMemorised, long newGeneralised, long newEnd) {
    memorised = newMemorised;
    generalised = newGeneralised;
    end = newEnd;
    return this;
  }

  /// At most this many.
  public SampleRun probes(int count) {
    probes = count;
    return this;
  }

  public SampleRun withoutValidation() {
    validation = false;
    return this;
  }

  /// Judged by its losses.
  public SampleRun withoutAccuracy() {
    accuracy = false;
    return this;
  }

  public SampleRun withoutSummary() {
    summary = false;
    return this;
  }

  public SampleRun withSpikes() {
    spikes = true;
    return this;
  }

  public SampleRun weightDecay(double value) {
    weightDecay = value;
    return this;
  }

  /// It began with the state of another run at a step.
  public SampleRun branchedAt(long step) {
    branchedAt = step;
    return this;
  }

  /// Every step has examples of its own.
  public SampleRun fresh() {
    task = "[task]\nkind = \"sparse-parity\"\nfresh = true\n[model]\nkind = \"mlp\"\n";
    return this;
  }

  public RunDirectory write() {
    var spec =
        new SpecReader()
            .parse(
                """
                name = "addition-113"
                seed = %d
                %s[optimizer]
                weightDecay = %s
                [budget]
                steps = %d
                """
                    .formatted(seed, task, weightDecay, end));
    if (branchedAt > 0) {
      spec = spec.branchedFrom(new BranchSpec("parent", branchedAt, "0".repeat(64)));
    }
    var run = RunDirectory.create(path, spec);
    run.writeProvenance(Provenance.starting(spec, "simd-512", 2, Instant.EPOCH));
    if (!accuracy) {
      run.writeCriterion(criterion());
    }
    var last = writeMetrics(run);
    try (var events = run.openEvents()) {
      events.append(new RunEvent.PhaseBegan(0, phases().getFirst()));
      String name = criterion().criterion().name();
      events.append(new RunEvent.Memorised(memorised, name, accuracy ? 0.991 : 0.009));
      events.append(new RunEvent.CheckpointWritten(end, "checkpoints/step-1.safetensors"));
    }
    if (summary) {
      run.writeSummary(summary(last));
      run.markDone();
    }
    return run;
  }

  private RunCriterion criterion() {
    if (accuracy) {
      return RunCriterion.usual(new Accuracy());
    }
    var share = new LossShare();
    var baseline = Baseline.UNKNOWN.withGuessLoss(4.73);
    return new RunCriterion(
        share, share.thresholds(), Map.of(Probe.TRAIN, baseline, Probe.VALIDATION, baseline));
  }

  private Probe writeMetrics(RunDirectory run) {
    var noise = new Random(seed);
    Probe last = new Probe(0, new LinkedHashMap<>());
    try (var metrics = run.openMetrics()) {
      for (long step : steps()) {
        last = probe(step, noise);
        metrics.append(last);
      }
    }
    return last;
  }

  private List<Long> steps() {
    var steps = new TreeSet<>(List.of(0L));
    for (int i = 1; i < probes; i++) {
      steps.add(Math.round(Math.expm1(Math.log1p((double) end) * i / (probes - 1))));
    }
    if (probes > 1) {
      steps.addAll(List.of(memorised, end));
      if (generalised > 0 && generalised <= end) {
        steps.add(generalised);
      }
    }
    for (long k = 1; steps.size() < Math.min(probes, end); k++) {
      steps.add(k * end / probes + 1);
    }
    return List.copyOf(steps);
  }

  private Probe probe(long step, Random noise) {
    double train = rise(step, memorised, 9, 0.99);
    double seen = generalised == 0 ? 0.012 : rise(step, generalised, 16, 0.95);
    boolean spike = spikes && step > memorised * 4 && step < end && noise.nextInt(20) == 0;
    var values = new LinkedHashMap<String, Double>();
    values.put(Probe.TRAIN_LOSS, (1 - train) * 4.73 + 1e-7 + (spike ? 2 : 0));
    values.put(Probe.TRAIN_ACCURACY, spike ? train * 0.7 : train);
    values.put("train.brier", 1 - train);
    values.put("train.margin", -2 + 14 * train);
    if (validation) {
      values.put(Probe.VALIDATION_LOSS, (1 - seen) * 20 + 1e-3);
      values.put(Probe.VALIDATION_ACCURACY, seen);
      values.put("validation.brier", 1.9 * (1 - seen));
      values.put("validation.margin", -9 + 20 * seen);
    }
    values.put("weights.l2", 40.0);
    for (int i = 0; i < 11; i++) {
      values.put("weights.l2.tensor" + i, 3.0 + i);
    }
    if (!accuracy) {
      values.keySet().removeIf(measure -> !measure.endsWith("loss"));
    }
    return new Probe(step, values);
  }

  /// A logistic of log(step + 1) that passes `level` a little before `at`.
  private static double rise(long step, long at, double steepness, double level) {
    double x = Math.log1p((double) step) - Math.log1p((double) at);
    return 1 / (1 + (1 - level) / level * 0.999 * Math.exp(-steepness * x));
  }

  private boolean grokked() {
    return generalised > 0 && generalised <= end && validation;
  }

  private List<PhaseSpan> phases() {
    var phases = new ArrayList<PhaseSpan>();
    phases.add(new PhaseSpan(Phase.CONFUSION, 0, Evidence.of("train accuracy below 0.5"), 0.99));
    phases.add(
        new PhaseSpan(Phase.PLATEAU, memorised, Evidence.of("validation accuracy 0.009"), 0.97));
    if (grokked()) {
      phases.add(
          new PhaseSpan(
              Phase.GENERALISED, generalised, Evidence.of("validation accuracy 0.953"), 0.98));
    } else if (generalised > end) {
      phases.add(
          new PhaseSpan(Phase.TRANSITION, end / 2, Evidence.of("validation accuracy 0.3"), 0.9));
    }
    return phases;
  }

  private List<Sighting> sightings() {
    var because =
        Evidence.of(
            "the training set reached its threshold at step 150, the validation set at step 7,100");
    return grokked()
        ? List.of(
            new Sighting(Sighting.Kind.GROKKING, generalised, OptionalLong.empty(), because, 0.95))
        : List.of();
  }

  private Summary summary(Probe last) {
    var found = grokked() ? OptionalLong.of(generalised) : OptionalLong.empty();
    var stop = OptionalLong.of(end);
    var before = OptionalLong.of(memorised);
    return new Summary(
        "addition-113",
        seed,
        new Summary.Training(end, 41.7, end / 41.7),
        new Summary.Outcome(
            Optional.of(criterion()),
            new Crossing(before, before, stop),
            new Crossing(found, found, stop),
            grokked() ? Verdict.GROKKING : Verdict.MEMORISATION,
            Optional.empty(),
            accuracy
                ? Optional.of(grokked() ? Verdict.GROKKING : Verdict.MEMORISATION)
                : Optional.empty()),
        new Summary.Course(phases(), sightings(), List.of(), List.of()),
        new Summary.LastProbe(
            last.value(Probe.TRAIN_LOSS),
            last.valueOrNaN(Probe.VALIDATION_LOSS),
            last.valueOrNaN(Probe.TRAIN_ACCURACY),
            last.valueOrNaN(Probe.VALIDATION_ACCURACY)),
        DIGEST);
  }
}
