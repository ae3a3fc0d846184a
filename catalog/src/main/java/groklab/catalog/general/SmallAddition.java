package groklab.catalog.general;

import groklab.catalog.Experiment;

/// The network that all statements of this package are checked on: addition mod 31, an embedding
/// and one hidden layer. Its settings were chosen on seed 10, so that it memorises by step 20 and
/// generalises near step 650; the claims use seeds 0, 1, ...
final class SmallAddition {
  /// Named in claims.
  static final String SMALLER = "addition mod 31, width 128, full batch.";

  static final String TRAIN = "train.accuracy";
  static final String UNSEEN = "validation.accuracy";
  static final String UNSEEN_LOSS = "validation.loss";

  private static final String SPEC =
      """
      name = "small-addition"
      [task]
      operation = "add"
      modulus = 31
      trainFraction = 0.6
      tokens = "pair"
      [model]
      kind = "mlp"
      input = "embedding"
      embeddingWidth = 64
      hiddenLayers = 1
      width = 128
      [optimizer]
      kind = "adamw"
      learningRate = 0.01
      weightDecay = 1.0
      beta2 = 0.98
      warmupSteps = 0
      [budget]
      steps = 1500
      stopWhen = "never"
      [probes]
      measures = ["loss", "accuracy", "weights.l2", "weights.rms"]
      density = 2.0
      """;

  private static final String RICH =
      "probes.measures=[\"loss\", \"accuracy\", \"brier\", \"weights.l2\", \"weights.rms\","
          + " \"fourier.embedding.gini\", \"fourier.neuronFve\", \"fourier.logitMap\","
          + " \"fourier.symmetry\"]";

  private SmallAddition() {}

  /// As it is, five seeds, with all measures that any claim asks for.
  static Experiment base() {
    return Experiment.of("base", SPEC, 5, RICH);
  }

  /// Three seeds with something changed.
  static Experiment changed(String name, String... changes) {
    return Experiment.of(name, SPEC, 3, changes);
  }

  /// The same with all measures.
  static Experiment richlyMeasured(String name, String... changes) {
    return Experiment.of(name, SPEC, 3, RICH).with(name, changes);
  }

  /// With another weight decay, until it has generalised.
  static Experiment decay(String decay, int steps) {
    return changed(
        "decay " + decay,
        "optimizer.weightDecay=" + decay,
        "budget.steps=" + steps,
        "budget.stopWhen=\"generalised\"");
  }

  /// So little decay that memorising stays.
  static Experiment littleDecay() {
    return richlyMeasured("decay 0.01", "optimizer.weightDecay=0.01", "budget.steps=3000");
  }

  /// With another share of the pairs.
  static Experiment share(String share) {
    return changed("share " + share, "task.trainFraction=" + share);
  }

  /// Labels drawn at random, little enough decay that they can be learnt.
  static Experiment randomLabels(String share, int labels) {
    return changed(
        "random labels " + labels,
        "task.trainFraction=" + share,
        "task.noisyLabels=" + labels,
        "optimizer.weightDecay=0.3");
  }

  /// One hidden layer of squares on one-hot vectors, squared error, no decay: nothing is penalised.
  static Experiment squares(String name, String share) {
    String oneHot =
        SPEC.replace("input = \"embedding\"\nembeddingWidth = 64", "input = \"onehot\"");
    return Experiment.of(
        name,
        oneHot,
        3,
        "task.trainFraction=" + share,
        "model.activation=\"square\"",
        "model.bias=false",
        "model.init=\"unit\"",
        "model.initScale=0.05",
        "training.loss=\"mean-squared-error\"",
        "optimizer.weightDecay=0.0");
  }

  static Experiment width(int width) {
    return changed(
        "width " + width,
        "model.width=" + width,
        "budget.steps=1200",
        "budget.stopWhen=\"generalised\"");
  }
}
