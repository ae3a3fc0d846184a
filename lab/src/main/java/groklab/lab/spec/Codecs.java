package groklab.lab.spec;

import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.Precision;
import groklab.lab.spec.ModelSpec.Mlp;
import groklab.lab.spec.ModelSpec.Transformer;
import groklab.lab.spec.TaskSpec.BinaryOperation;
import java.util.List;

/// Every key of a spec, once: its name, default and record component, in the order of the written
/// file. The one place where defaults live.
///
/// The defaults are the mainline of arXiv 2301.05217: addition mod 113, 30 % of the pairs, a
/// one-layer transformer without normalisation, full-batch AdamW.
final class Codecs {
  private Codecs() {}

  private enum ModelKind {
    TRANSFORMER,
    MLP
  }

  /// @param name the name of a spec that states none
  static RunSpec run(Section<RunSpec> s, String name) {
    return new RunSpec(
        s.text("name", name, RunSpec::name),
        s.wholeLong("seed", 0, RunSpec::seed),
        s.section("task", Codecs::task, RunSpec::task),
        s.section("model", Codecs::model, RunSpec::model),
        s.section("optimizer", Codecs::optimizer, RunSpec::optimizer),
        s.section("training", Codecs::training, RunSpec::training),
        s.section("budget", Codecs::budget, RunSpec::budget),
        s.section("probes", Codecs::probes, RunSpec::probes),
        s.section("checkpoints", Codecs::checkpoints, RunSpec::checkpoints),
        s.optionalSection("branch", Codecs::branch, RunSpec::branch));
  }

  private static TaskSpec task(Section<TaskSpec> section) {
    var s = section.as(BinaryOperation.class);
    var algebra = s.choice("kind", TaskSpec.Algebra.MODULAR, BinaryOperation::algebra);
    return switch (algebra) {
      case MODULAR -> binaryOperation(s, algebra, "add", "modulus", 113);
      case PERMUTATIONS -> binaryOperation(s, algebra, "compose", "degree", 5);
    };
  }

  private static BinaryOperation binaryOperation(
      Section<BinaryOperation> s,
      TaskSpec.Algebra algebra,
      String operation,
      String sizeKey,
      int size) {
    return new BinaryOperation(
        algebra,
        s.text("operation", operation, BinaryOperation::operation),
        s.whole(sizeKey, size, BinaryOperation::modulus),
        s.number("trainFraction", 0.3, BinaryOperation::trainFraction),
        s.choice("split", TaskSpec.Split.RANDOM, BinaryOperation::split),
        s.seed("splitSeed", BinaryOperation::splitSeed),
        s.choice("tokens", TaskSpec.Tokens.PAIR_EQUALS, BinaryOperation::tokens),
        s.whole("noisyLabels", 0, BinaryOperation::noisyLabels));
  }

  private static ModelSpec model(Section<ModelSpec> s) {
    var kind =
        s.choice(
            "kind",
            ModelKind.TRANSFORMER,
            model ->
                switch (model) {
                  case Transformer _ -> ModelKind.TRANSFORMER;
                  case Mlp _ -> ModelKind.MLP;
                });
    return switch (kind) {
      case TRANSFORMER -> transformer(s.as(Transformer.class));
      case MLP -> mlp(s.as(Mlp.class));
    };
  }

  private static Transformer transformer(Section<Transformer> s) {
    return new Transformer(
        s.whole("layers", 1, Transformer::layers),
        s.whole("width", 128, Transformer::width),
        s.whole("heads", 4, Transformer::heads),
        s.whole("mlpWidth", 512, Transformer::mlpWidth),
        s.choice("norm", ModelSpec.NormPlace.NONE, Transformer::norm),
        s.choice("normKind", NormKind.LAYER, Transformer::normKind),
        s.flag("finalNorm", false, Transformer::finalNorm),
        s.choice("activation", Activation.RELU, Transformer::activation),
        s.flag("attentionBias", false, Transformer::attentionBias),
        s.flag("mlpBias", true, Transformer::mlpBias),
        s.flag("unembedBias", false, Transformer::unembedBias),
        s.choice("positions", ModelSpec.Positions.LEARNED, Transformer::positions),
        s.flag("tied", false, Transformer::tied),
        s.flag("causal", true, Transformer::causal),
        s.number("dropout", 0, Transformer::dropout),
        s.choice("init", InitPreset.NANDA, Transformer::init),
        s.number("initScale", 1, Transformer::initScale));
  }

  private static Mlp mlp(Section<Mlp> s) {
    var input = s.choice("input", ModelSpec.MlpInput.ONEHOT, Mlp::input);
    boolean oneHot = input == ModelSpec.MlpInput.ONEHOT;
    s.refuseIdle("embeddingWidth", oneHot, "model.input is \"onehot\"");
    return new Mlp(
        input,
        s.whole("embeddingWidth", oneHot ? 0 : 128, Mlp::embeddingWidth),
        s.whole("hiddenLayers", 1, Mlp::hiddenLayers),
        s.whole("width", 250, Mlp::width),
        s.choice("activation", Activation.RELU, Mlp::activation),
        s.flag("bias", true, Mlp::bias),
        s.number("dropout", 0, Mlp::dropout),
        s.choice("init", InitPreset.DEFAULT, Mlp::init),
        s.number("initScale", 1, Mlp::initScale));
  }

  private static OptimizerSpec optimizer(Section<OptimizerSpec> s) {
    var kind = s.choice("kind", OptimizerSpec.Kind.ADAMW, OptimizerSpec::kind);
    boolean adamw = kind == OptimizerSpec.Kind.ADAMW;
    double learningRate = s.number("learningRate", 1e-3, OptimizerSpec::learningRate);
    double momentum =
        kind == OptimizerSpec.Kind.MOMENTUM
            ? s.number("momentum", 0.9, OptimizerSpec::momentum)
            : 0;
    double beta1 = kind.isAdam() ? s.number("beta1", 0.9, OptimizerSpec::beta1) : 0;
    double beta2 = kind.isAdam() ? s.number("beta2", 0.98, OptimizerSpec::beta2) : 0;
    double epsilon = kind.isAdam() ? s.number("epsilon", 1e-8, OptimizerSpec::epsilon) : 0;
    double weightDecay = s.number("weightDecay", adamw ? 1 : 0, OptimizerSpec::weightDecay);
    var decay =
        s.choice(
            "decay",
            adamw ? OptimizerSpec.Decay.DECOUPLED : OptimizerSpec.Decay.COUPLED,
            OptimizerSpec::decay);
    var decayTo = s.choice("decayTo", OptimizerSpec.DecayTo.ORIGIN, OptimizerSpec::decayTo);
    int warmupSteps = s.whole("warmupSteps", 10, OptimizerSpec::warmupSteps);
    var schedule = s.choice("schedule", OptimizerSpec.Schedule.CONSTANT, OptimizerSpec::schedule);
    boolean constant = schedule == OptimizerSpec.Schedule.CONSTANT;
    s.refuseIdle("scheduleSteps", constant, "optimizer.schedule is \"constant\"");
    s.refuseIdle("finalLearningRate", constant, "optimizer.schedule is \"constant\"");
    return new OptimizerSpec(
        kind,
        learningRate,
        momentum,
        beta1,
        beta2,
        epsilon,
        weightDecay,
        decay,
        decayTo,
        warmupSteps,
        schedule,
        s.wholeLong("scheduleSteps", 0, OptimizerSpec::scheduleSteps),
        s.number("finalLearningRate", 0, OptimizerSpec::finalLearningRate));
  }

  private static TrainingSpec training(Section<TrainingSpec> s) {
    return new TrainingSpec(
        s.field("batch", TomlForm.BATCH, new TrainingSpec.Batch.Full(), TrainingSpec::batch),
        s.choice("precision", Precision.FLOAT32, TrainingSpec::precision),
        s.choice("lossPrecision", LossPrecision.FLOAT64, TrainingSpec::lossPrecision),
        s.choice("loss", TrainingSpec.Loss.CROSS_ENTROPY, TrainingSpec::loss));
  }

  private static BudgetSpec budget(Section<BudgetSpec> s) {
    return new BudgetSpec(
        s.wholeLong("steps", 40_000, BudgetSpec::steps),
        s.choice("stopWhen", BudgetSpec.StopWhen.GENERALISED, BudgetSpec::stopWhen));
  }

  private static ProbeSpec probes(Section<ProbeSpec> s) {
    return new ProbeSpec(
        s.texts("measures", List.of("default"), ProbeSpec::measures),
        s.number("density", 1, ProbeSpec::density),
        s.number("trainThreshold", 0.99, ProbeSpec::trainThreshold),
        s.number("validationThreshold", 0.95, ProbeSpec::validationThreshold));
  }

  private static CheckpointSpec checkpoints(Section<CheckpointSpec> s) {
    return new CheckpointSpec(
        s.wholeLong("every", 0, CheckpointSpec::every),
        s.whole("perDoubling", 1, CheckpointSpec::perDoubling));
  }

  /// The fallbacks are never used: whoever states the section states all of it.
  private static BranchSpec branch(Section<BranchSpec> s) {
    return new BranchSpec(
        s.text("run", "unstated", BranchSpec::run),
        s.wholeLong("step", 0, BranchSpec::step),
        s.text("digest", "0".repeat(64), BranchSpec::digest));
  }

  /// `[about]` says what a spec is for; it does not belong to the run.
  static About about(Section<About> s) {
    return new About(
        s.text("purpose", "", About::purpose),
        s.text("source", "", About::source),
        s.text("differs", "", About::differs),
        s.text("expect", "", About::expect),
        s.number("minutes", 0, About::minutes));
  }
}
