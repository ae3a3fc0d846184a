package groklab.lab.spec;

import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.Precision;
import groklab.lab.control.ControllerSpec;
import groklab.lab.criterion.Criterion;
import groklab.lab.kind.Section;
import groklab.lab.loss.Loss;
import groklab.lab.model.HookDropout;
import groklab.lab.model.ModelSpec;
import groklab.lab.problem.TaskSpec;
import groklab.lab.turn.TurnSpec;
import groklab.lab.update.OptimizerParts;
import groklab.lab.update.OptimizerSpec;
import java.util.List;
import java.util.Set;

/// The skeleton of a spec: every key that is not a kind's own, with its default and record
/// component, in the order of the written file. The keys of a task, network, loss or update stand
/// in its kind.
///
/// The defaults are the mainline of arXiv 2301.05217: addition mod 113, 30 % of the pairs, a
/// one-layer transformer without normalisation, full-batch AdamW.
final class Codecs {
  /// Keys of `[optimizer]` that do not belong to its kind.
  private static final Set<String> PARTS = Set.of("stage", "group");

  private Codecs() {}

  /// @param name the name of a spec that states none
  static RunSpec run(Section<RunSpec> s, String name) {
    var written = s.text("name", name, RunSpec::name);
    long seed = s.wholeLong("seed", 0, RunSpec::seed);
    var task = s.kind("task", TaskSpec.class, "modular", RunSpec::task);
    return new RunSpec(
        written,
        seed,
        task,
        s.kind("model", ModelSpec.class, "transformer", RunSpec::model),
        s.kind("optimizer", OptimizerSpec.class, "adamw", PARTS, RunSpec::optimizer),
        s.beside("optimizer", OptimizerParts::read, RunSpec::optimizerParts),
        s.section("training", Codecs::training, RunSpec::training),
        s.section("budget", Codecs::budget, RunSpec::budget),
        s.section("probes", p -> probes(p, task.criterion()), RunSpec::probes),
        s.section("checkpoints", Codecs::checkpoints, RunSpec::checkpoints),
        s.tables("turn", TurnSpec::read, RunSpec::turns),
        s.kinds("controller", ControllerSpec.class, RunSpec::controllers),
        s.optionalSection("branch", Codecs::branch, RunSpec::branch));
  }

  private static TrainingSpec training(Section<TrainingSpec> s) {
    return new TrainingSpec(
        s.field("batch", new BatchForm(), new TrainingSpec.Batch.Full(), TrainingSpec::batch),
        s.choice("precision", Precision.FLOAT32, TrainingSpec::precision),
        s.choice("lossPrecision", LossPrecision.FLOAT64, TrainingSpec::lossPrecision),
        s.named("loss", Loss.class, "cross-entropy", TrainingSpec::loss),
        s.tables("dropout", HookDropout::read, TrainingSpec::dropouts));
  }

  private static BudgetSpec budget(Section<BudgetSpec> s) {
    return new BudgetSpec(
        s.wholeLong("steps", 40_000, BudgetSpec::steps),
        s.choice("stopWhen", BudgetSpec.StopWhen.GENERALISED, BudgetSpec::stopWhen),
        s.wholeLong("memoriseBy", 0, BudgetSpec::memoriseBy),
        s.number("generaliseBy", 0, BudgetSpec::generaliseBy));
  }

  /// @param usual name of the criterion that the task asks for
  private static ProbeSpec probes(Section<ProbeSpec> s, String usual) {
    var measures = s.texts("measures", List.of("default"), ProbeSpec::measures);
    double density = s.number("density", 1, ProbeSpec::density);
    var criterion = s.named("criterion", Criterion.class, usual, ProbeSpec::criterion);
    var thresholds = criterion.thresholds();
    return new ProbeSpec(
        measures,
        density,
        criterion,
        s.number("trainThreshold", thresholds.train(), ProbeSpec::trainThreshold),
        s.number("validationThreshold", thresholds.validation(), ProbeSpec::validationThreshold),
        s.flag("trace", true, ProbeSpec::trace));
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
        new Expectation(
            s.wholes("seeds", List.of(), about -> about.expectation().seeds()),
            s.text("verdict", "", about -> about.expectation().verdict()),
            s.wholes("memorised", List.of(), about -> about.expectation().memorised()),
            s.wholes("generalised", List.of(), about -> about.expectation().generalised()),
            s.texts("seen", List.of(), about -> about.expectation().seen())),
        s.number("minutes", 0, About::minutes));
  }
}
