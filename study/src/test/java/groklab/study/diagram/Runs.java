package groklab.study.diagram;

import groklab.lab.criterion.Crossing;
import groklab.lab.phase.Verdict;
import groklab.study.sweep.Outcome;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalLong;

/// Outcomes by hand.
final class Runs {
  static final long BUDGET = 20_000;

  private Runs() {}

  /// @param settings keys and values in turn
  static Outcome grokked(long seed, long memorised, long generalised, String... settings) {
    return run(
        seed,
        Optional.of(Verdict.GROKKING),
        OptionalLong.of(memorised),
        OptionalLong.of(generalised),
        settings);
  }

  static Outcome atOnce(long seed, long step, String... settings) {
    return run(
        seed,
        Optional.of(Verdict.COMPREHENSION),
        OptionalLong.of(step),
        OptionalLong.of(step),
        settings);
  }

  static Outcome memorised(long seed, String... settings) {
    return run(
        seed,
        Optional.of(Verdict.MEMORISATION),
        OptionalLong.of(100),
        OptionalLong.empty(),
        settings);
  }

  static Outcome confused(long seed, String... settings) {
    return run(
        seed, Optional.of(Verdict.CONFUSION), OptionalLong.empty(), OptionalLong.empty(), settings);
  }

  static Outcome undecided(long seed, String... settings) {
    return run(seed, Optional.empty(), OptionalLong.of(100), OptionalLong.empty(), settings);
  }

  static Outcome failed(long seed, String... settings) {
    var run = run(seed, Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), settings);
    return new Outcome(
        run.id(),
        run.settings(),
        seed,
        run.verdict(),
        run.memorised(),
        run.generalised(),
        17,
        Optional.of("The loss is not a number."));
  }

  private static Outcome run(
      long seed,
      Optional<Verdict> verdict,
      OptionalLong memorised,
      OptionalLong generalised,
      String... settings) {
    var map = new LinkedHashMap<String, String>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    return new Outcome(
        String.join("-", map.values()) + "-seed" + seed,
        map,
        seed,
        verdict,
        crossing(memorised),
        crossing(generalised),
        BUDGET,
        Optional.empty());
  }

  private static Crossing crossing(OptionalLong step) {
    return new Crossing(step, step, OptionalLong.of(BUDGET));
  }
}
