package groklab.lab.update;

import groklab.lab.kind.Section;
import java.util.List;

/// What an optimiser has beside its rule: the keys `stage` and `group` of `[optimizer]`.
public record OptimizerParts(List<StageSpec> stages, List<GroupSpec> groups) {
  public static final OptimizerParts NONE = new OptimizerParts(List.of(), List.of());

  public OptimizerParts {
    stages = List.copyOf(stages);
    groups = List.copyOf(groups);
  }

  /// The share of the training examples that stages keep for themselves.
  public double heldOut() {
    return stages.stream().mapToDouble(StageSpec::heldOut).max().orElse(0);
  }

  public static OptimizerParts read(Section<OptimizerParts> s) {
    return new OptimizerParts(
        s.kinds("stage", StageSpec.class, OptimizerParts::stages),
        s.tables("group", GroupSpec::read, OptimizerParts::groups));
  }
}
