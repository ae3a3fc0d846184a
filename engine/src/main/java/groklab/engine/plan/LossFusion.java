package groklab.engine.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Where a loss and its gradient are both wanted, one instruction makes both, unless the gradient's
/// factor is computed and so may depend on the loss.
final class LossFusion {
  private final List<Instruction> instructions;
  private final Set<Integer> computed = new HashSet<>();
  private final List<Instruction> replaced = new ArrayList<>();

  private LossFusion(List<Instruction> instructions) {
    this.instructions = instructions;
    instructions.forEach(i -> computed.add(i.out().id()));
  }

  /// Replaces the pairs in the list.
  static void fuse(List<Instruction> instructions) {
    LossFusion fusion = new LossFusion(instructions);
    instructions.replaceAll(fusion::fused);
    instructions.removeAll(fusion.replaced);
  }

  private Instruction fused(Instruction i) {
    return switch (i) {
      case Instruction.ClassLossGradient g -> classLoss(g);
      case Instruction.SquaredErrorGradient g -> squaredError(g);
      case Instruction other -> other;
    };
  }

  private Instruction classLoss(Instruction.ClassLossGradient g) {
    for (Instruction i : candidates(g.g())) {
      if (i instanceof Instruction.ClassLoss(Value loss, Value x, int target, var form)
          && x.equals(g.x())
          && target == g.target()
          && form.equals(g.form())) {
        replaced.add(i);
        return new Instruction.ClassLossBoth(g.out(), loss, x, g.g(), target, form);
      }
    }
    return g;
  }

  private Instruction squaredError(Instruction.SquaredErrorGradient g) {
    for (Instruction i : candidates(g.g())) {
      if (i instanceof Instruction.SquaredError(Value loss, Value z, Value target, var precision)
          && z.equals(g.z())
          && target.equals(g.target())
          && precision == g.precision()) {
        replaced.add(i);
        return new Instruction.SquaredErrorGradient(g.out(), loss, z, target, g.g(), precision);
      }
    }
    return g;
  }

  /// The instructions that may be computed as late as one that needs `factor`.
  private List<Instruction> candidates(Value factor) {
    return computed.contains(factor.id()) ? List.of() : instructions;
  }
}
