package groklab.monitor.watch;

import groklab.monitor.diagnosis.Condition;
import groklab.monitor.diagnosis.Diagnosis;
import groklab.monitor.log.RunLog;
import groklab.monitor.log.Series;
import groklab.monitor.series.Curves;
import groklab.monitor.series.Role;
import groklab.monitor.series.ValidationSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Remembers what was seen of a run, and tells what is new.
public final class Watch {
  private final Map<String, Condition> conditions = new HashMap<>();
  private final Map<String, Long> leaps = new HashMap<>();

  /// @param diagnoses of the curves of the log
  /// @return changes since the last look, by their steps; the first one tells the condition of
  ///     every set, and of each series the last leap that it has made
  public List<Change> look(RunLog log, Curves curves, List<Diagnosis> diagnoses) {
    List<Change> changes = new ArrayList<>();
    evaluations(log, curves).forEach((series, scale) -> leaps(series, scale, changes));
    long last = lastStep(curves);
    for (Diagnosis each : diagnoses) {
      String set = each.set().map(ValidationSet::name).orElse("training");
      Optional<Condition> before = Optional.ofNullable(conditions.put(set, each.condition()));
      if (before.isEmpty() || before.get() != each.condition()) {
        changes.add(new Change.Turned(set, last, before, each));
      }
    }
    changes.sort(Comparator.comparingLong(Change::step));
    return changes;
  }

  /// The newest step of all curves.
  public static long lastStep(Curves curves) {
    return curves.all().mapToLong(Series::lastStep).max().orElse(0);
  }

  private void leaps(Series series, Leaps.Scale scale, List<Change> changes) {
    boolean first = !leaps.containsKey(series.name());
    long known = leaps.getOrDefault(series.name(), Long.MIN_VALUE);
    List<Leap> fresh =
        Leaps.of(series, scale).stream().filter(each -> each.seen() > known).toList();
    List<Leap> told = first && !fresh.isEmpty() ? List.of(fresh.getLast()) : fresh;
    told.forEach(each -> changes.add(new Change.Leapt(each)));
    leaps.put(series.name(), series.lastStep());
  }

  /// Everything that was measured on examples that are not trained on.
  private static Map<Series, Leaps.Scale> evaluations(RunLog log, Curves curves) {
    Map<Series, Leaps.Scale> found = new LinkedHashMap<>();
    for (ValidationSet set : curves.validation()) {
      set.accuracy().ifPresent(each -> found.put(each, Leaps.Scale.ACCURACY));
      set.loss().ifPresent(each -> found.put(each, Leaps.Scale.LOSS));
    }
    log.series().stream()
        .filter(each -> each.size() > 0 && Role.isOtherEvaluation(each.name()))
        .forEach(each -> found.put(each, Leaps.Scale.UNKNOWN));
    return found;
  }
}
