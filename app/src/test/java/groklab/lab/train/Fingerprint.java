package groklab.lab.train;

import groklab.lab.measure.meter.ProbeMeter;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.Digest;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Small runs of each kind, and the digest of what they computed. As a program, it prints the
/// kernels in use and one line for each run, so that Java machines of different settings can be
/// compared.
final class Fingerprint {
  private static final int STEPS = 5;

  /// Sizes are ragged on purpose, so that every kernel's edges count; more than one block of rows
  /// per worker.
  static final Map<String, String> RUNS = new LinkedHashMap<>();

  static {
    RUNS.put(
        "transformer of two layers with shared prefixes, dropout, minibatches and a float16 loss",
        """
        [task]
        modulus = 7
        tokens = "equation"
        trainFraction = 0.6
        [model]
        layers = 2
        width = 26
        heads = 2
        mlpWidth = 43
        norm = "post"
        activation = "gelu"
        attentionBias = true
        dropout = 0.2
        init = "default"
        [training]
        batch = 17
        lossPrecision = "float16"
        [[training.dropout]]
        at = ["hook_embed", "blocks.1.attn.hook_z"]
        rate = 0.1
        """);
    RUNS.put(
        "filtered and noisy gradients, Muon beside AdamW, weights within a ball, StableMax",
        """
        [task]
        modulus = 11
        tokens = "pair"
        [model]
        kind = "mlp"
        hiddenLayers = 2
        width = 37
        [optimizer]
        kind = "muon"
        [[optimizer.group]]
        parameters = ["*.b"]
        rule = { kind = "adamw", learningRate = 0.01 }
        [[optimizer.stage]]
        kind = "weight-noise"
        [[optimizer.stage]]
        kind = "perpendicular-gradient"
        [[optimizer.stage]]
        kind = "grokfast-ma"
        window = 2
        [[optimizer.stage]]
        kind = "gradient-noise"
        distribution = "rademacher"
        [[optimizer.stage]]
        kind = "clip-norm"
        [[optimizer.stage]]
        kind = "weight-norm"
        form = "clamp"
        norm = 5
        [training]
        batch = 17
        loss = "stablemax"
        lossPrecision = "float32"
        """);
    RUNS.put(
        "sharpness-aware Lion with penalties and a logistic loss, in float64",
        """
        [task]
        modulus = 7
        tokens = "pair"
        [model]
        kind = "mlp"
        width = 21
        [optimizer]
        kind = "lion"
        [[optimizer.stage]]
        kind = "sharpness-aware"
        [[optimizer.stage]]
        kind = "egalitarian"
        parameters = ["layers.*.W"]
        [[optimizer.stage]]
        kind = "nuclear-penalty"
        [[optimizer.stage]]
        kind = "spectral-entropy"
        [[optimizer.stage]]
        kind = "update-noise"
        [training]
        precision = "float64"
        loss = "logistic"
        """);
    RUNS.put(
        "Wang-Landau sampling of loss and accuracy, in float64",
        """
        [task]
        modulus = 7
        tokens = "pair"
        [model]
        kind = "mlp"
        width = 21
        [optimizer]
        kind = "wang-landau"
        learningRate = 0.05
        accuracy = "validation"
        bound = 0.3
        [training]
        precision = "float64"
        """);
    RUNS.put(
        "fresh examples at every step, more of them later",
        """
        [task]
        kind = "sparse-parity"
        signs = 70
        fresh = true
        trainExamples = 19
        validationExamples = 23
        [model]
        kind = "mlp"
        width = 37
        [training]
        batch = [[0, 17], [3, 21]]
        """);
    RUNS.put(
        "perceptron",
        """
        [task]
        modulus = 11
        tokens = "pair"
        [model]
        kind = "mlp"
        hiddenLayers = 2
        width = 37
        activation = "gelu-tanh"
        [optimizer]
        kind = "momentum"
        learningRate = 0.3
        weightDecay = 1e-3
        [training]
        loss = "mean-squared-error"
        """);
    RUNS.put(
        "transformer so wide and with so many pairs that products move in front of mixtures",
        """
        [task]
        modulus = 31
        trainFraction = 0.9
        [model]
        width = 120
        heads = 4
        mlpWidth = 75
        """);
    RUNS.put(
        "transformer in float64",
        """
        [task]
        modulus = 9
        [model]
        width = 20
        mlpWidth = 50
        norm = "pre"
        normKind = "rms"
        activation = "silu"
        causal = false
        [training]
        precision = "float64"
        """);
  }

  /// Small enough for Java machines that compute fused multiply-adds in software.
  static final String TINY =
      """
      [task]
      modulus = 5
      [model]
      width = 8
      heads = 2
      mlpWidth = 13
      """;

  private Fingerprint() {}

  /// The digest of the weights after some steps and of three probes on the way.
  static String of(String toml, int threads) {
    RunSpec spec = new SpecReader().parse(toml);
    try (Trainer trainer = new Trainer(spec, threads)) {
      trainer.initialise();
      ProbeMeter meter = RunMeasures.meter(spec, trainer);
      List<Probe> probes = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        if (step % 2 == 0) {
          probes.add(meter.take(step));
        }
        trainer.step(step);
      }
      return Digest.of(new CheckpointCodec(spec, trainer).save(STEPS).weights(), probes);
    }
  }

  private static String kernels() {
    RunSpec spec = new SpecReader().parse("[task]\nmodulus = 5");
    try (Trainer trainer = new Trainer(spec, 1)) {
      return trainer.session().kernels();
    }
  }

  /// @param arguments number of threads; `tiny` for [#TINY] alone
  public static void main(String[] arguments) {
    int threads = Integer.parseInt(arguments[0]);
    System.out.println(kernels());
    if (arguments.length > 1) {
      System.out.println(of(TINY, threads));
    } else {
      RUNS.forEach((name, toml) -> System.out.println(of(toml, threads)));
    }
  }
}
