package groklab.lab.criterion;

import groklab.lab.kind.OfKind;
import groklab.lab.probe.Probe;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What "memorised" and "generalised" mean for a kind of problem: one number per set of examples,
/// read from what probes record.
///
/// It has two scales. Its *value* is what people read (an accuracy, a share of a loss); thresholds
/// and recorded events are values. Its *score* is what phases are told from: it grows with success,
/// and a fixed difference of it ([#clear]) is as clear anywhere on the scale.
///
/// A criterion knows nothing of a run: thresholds and baselines are handed to it, see
/// [RunCriterion]. Sets of examples go by the prefix of their measures, `train`, `validation`.
public interface Criterion extends OfKind {

  // --- what it is --------------------------------------------------------------------------------

  /// The name in specs and files: `accuracy`.
  default String name() {
    return kind().name();
  }

  Direction direction();

  /// Thresholds where a spec states none.
  Thresholds thresholds();

  /// Probes in a row that must agree before a change counts as lasting.
  default int stability() {
    return 3;
  }

  // --- its value ---------------------------------------------------------------------------------

  /// The measures that its value of a set is made of.
  List<String> measures(String set);

  /// Its value of a set at a probe that has those measures; NaN where it is not defined, or the
  /// baseline lacks what it needs.
  double value(Probe probe, String set, Baseline baseline);

  /// The baseline with stand-ins for what this criterion needs and was not told.
  ///
  /// @param first the first probe that has a value of any set
  default Baseline assumed(Baseline told, String set, Probe first) {
    return told;
  }

  /// The value of guessing.
  double guessing(Baseline baseline);

  /// The value that looking up f(b,a) of trained pairs reaches; empty = no more than guessing.
  default OptionalDouble lookUp(Baseline baseline) {
    return OptionalDouble.empty();
  }

  /// Whether a value has changed so much between two probes that the next ones should be closer.
  /// Not if either is NaN.
  boolean moves(double before, double now);

  // --- the scale of phases -----------------------------------------------------------------------

  double score(double value);

  /// The value that has a score.
  double valueAt(double score);

  /// Difference of scores that counts as clear rather than noise.
  double clear();

  /// Whether a value clearly worse than that of guessing shows that something was learned, as an
  /// accuracy below chance does. A loss above that of guessing does not: it shows confidence.
  default boolean isLearnedBelowGuessing() {
    return false;
  }

  // --- words and pictures ------------------------------------------------------------------------

  /// What the value is called in sentences: `accuracy`.
  String noun();

  /// The value as a plain number: `0.953`.
  String number(double value);

  /// The value in a sentence: `accuracy 0.953`.
  default String words(double value) {
    return noun() + " " + number(value);
  }

  /// The value in a table or beside a curve: `95.3 %`.
  String format(double value);

  Axis axis();

  /// A round value beside the axis: `60 %`.
  default String tick(double value) {
    return format(value);
  }

  /// Height of a sparkline: 0 = as good as guessing or worse, 1 = perfect.
  double height(double value);

  /// What every judgement by this criterion leaves open, a clause each.
  default List<String> caveats() {
    return List.of();
  }

  /// What stands for a baseline that was not told, as a clause; empty = nothing had to.
  ///
  /// @param used of [#assumed]
  default Optional<String> assumption(Baseline told, Baseline used) {
    return Optional.empty();
  }
}
