package groklab.lab.update;

import groklab.lab.kind.Check;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import java.util.Optional;

/// Parameters that move otherwise than the rest, `[[optimizer.group]]`. A parameter belongs to the
/// first group that names it.
///
/// @param parameters which
/// @param frozen whether they stay where they are
/// @param rateFactor times the learning rate
/// @param decayFactor times the weight decay
/// @param rule their own rule; empty = that of the optimiser
public record GroupSpec(
    ParameterPattern parameters,
    boolean frozen,
    double rateFactor,
    double decayFactor,
    Optional<OptimizerSpec> rule) {

  public GroupSpec {
    Check.notNegative(rateFactor, "optimizer.group.learningRateFactor", "0.1");
    Check.notNegative(decayFactor, "optimizer.group.weightDecayFactor", "0");
    requireMoved(frozen && rateFactor != 1, "learningRateFactor");
    requireMoved(frozen && decayFactor != 1, "weightDecayFactor");
    requireMoved(frozen && rule.isPresent(), "rule");
  }

  private static void requireMoved(boolean contradicts, String key) {
    if (contradicts) {
      throw new SpecException(
          ("optimizer.group.%s is given but has no effect because optimizer.group.frozen is true;"
                  + " leave one of them out")
              .formatted(key));
    }
  }

  /// The keys of a group.
  public static GroupSpec read(Section<GroupSpec> s) {
    return new GroupSpec(
        ParameterPattern.read(s, GroupSpec::parameters),
        s.flag("frozen", false, GroupSpec::frozen),
        s.number("learningRateFactor", 1, GroupSpec::rateFactor),
        s.number("weightDecayFactor", 1, GroupSpec::decayFactor),
        s.optionalNamed("rule", OptimizerSpec.class, GroupSpec::rule));
  }
}
