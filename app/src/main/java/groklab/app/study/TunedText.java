package groklab.app.study;

import groklab.app.console.Output;
import groklab.study.diagram.MedianTime;
import groklab.study.sweep.Outcome;
import groklab.study.tune.Goal;
import groklab.study.tune.Tuned;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a search has found, for people and for programs.
///
/// @param before the last probe of a run before a step
/// @param seconds that it took
/// @param file the spec that is proposed
record TunedText(
    TuneSession.Question question, Tuned found, Before before, double seconds, Path file) {
  /// Where probes are further apart than this share of a time, both ends are told.
  private static final double CLOSE = 0.1;

  /// The last probe before a time; -1 = there is none.
  interface Before {
    long of(Outcome run, long time);
  }

  static String words(SequencedMap<String, String> settings) {
    return settings.entrySet().stream()
        .map(each -> each.getKey() + " = " + each.getValue())
        .collect(Collectors.joining(", "));
  }

  void tell(Output output) {
    output.line(row("own settings", found.own()));
    if (!isOwn()) {
      output.line(row("tuned", found.best()));
    }
    output.line(verdict());
    output.line(pruned());
    output.remark(
        "Took %s. The %s spec: %s"
            .formatted(SweepSession.duration(seconds), isOwn() ? "unchanged" : "proposed", file));
    output.json(data());
  }

  private boolean isOwn() {
    return found.best().settings().equals(found.own().settings());
  }

  private Goal goal() {
    return question.goal();
  }

  private String row(String name, Tuned.Settled of) {
    return "%-12s  %s on seed%s %s: %s; median %s  (%s)"
        .formatted(
            name,
            goal().symbol(),
            question.judging().size() == 1 ? "" : "s",
            question.judging().stream().map(String::valueOf).collect(Collectors.joining(", ")),
            of.runs().stream().map(this::time).collect(Collectors.joining(", ")),
            median(of).map(TunedText::words).orElse("unknown"),
            words(of.settings()));
  }

  private Optional<MedianTime> median(Tuned.Settled of) {
    return goal().median(of.runs());
  }

  private static String words(MedianTime median) {
    return (median.censored() ? "later than " : "")
        + "%,d".formatted(Math.round(Math.floor(median.steps())));
  }

  private String time(Outcome run) {
    OptionalLong time = goal().time(run);
    if (run.failure().isPresent()) {
      return "failed";
    }
    if (time.isEmpty()) {
      return "none in %,d".formatted(run.steps());
    }
    long step = time.getAsLong();
    return isClose(run, step)
        ? "%,d".formatted(step)
        : "%,d to %,d".formatted(before.of(run, step) + 1, step);
  }

  private boolean isClose(Outcome run, long step) {
    return step - before.of(run, step) - 1 <= CLOSE * step;
  }

  /// The median of what the times are at least, since they lie between a probe and the one before;
  /// of an even number the smaller one.
  private long least(Tuned.Settled of) {
    long[] times =
        of.runs().stream()
            .filter(run -> run.failure().isEmpty())
            .mapToLong(run -> {
              OptionalLong time = goal().time(run);
              return time.isEmpty() ? run.steps() : before.of(run, time.getAsLong()) + 1;
            })
            .sorted()
            .toArray();
    return times[(times.length - 1) / 2];
  }

  private String verdict() {
    if (isOwn()) {
      return "Nothing that was tried is sooner in the median of the seeds of the search.";
    }
    Optional<MedianTime> own = median(found.own());
    Optional<MedianTime> best = median(found.best());
    if (own.isEmpty() || best.isEmpty() || best.get().censored()) {
      return "On the seeds that judge, the tuned settings do not hold.";
    }
    boolean isClose =
        found.own().runs().stream()
            .allMatch(
                run -> goal().time(run).isEmpty() || isClose(run, goal().time(run).getAsLong()));
    double ratio = (isClose ? own.get().steps() : least(found.own())) / best.get().steps();
    if (ratio <= 1) {
      return isClose
          ? "On the seeds that judge, the tuned settings are not sooner."
          : "Probes are too far apart to say how much sooner; write e.g. --set probes.density=100.";
    }
    int judging = question.judging().size();
    String seeds =
        judging == 1
            ? "on a seed that nothing was chosen on"
            : "in the median of %d seeds that nothing was chosen on".formatted(judging);
    return own.get().censored() || !isClose
        ? "At least %.1f times as soon, %s.".formatted(ratio, seeds)
        : "%.1f times as soon, %s.".formatted(ratio, seeds);
  }

  private String pruned() {
    long failed = found.tried().stream().filter(each -> each.run().failure().isPresent()).count();
    return ("Tried: %,d settings, the spec's own among them. Ended at their cap, where they could"
            + " not be among the four soonest on the seed of the search any more, whatever"
            + " came: %,d; how many of these would have come to it later is not known.%s")
        .formatted(
            found.tried().size(),
            found.capped(goal()),
            failed == 0 ? "" : " Failed: %,d.".formatted(failed));
  }

  private Map<String, @Nullable Object> data() {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("goal", goal().label());
    data.put("own", data(found.own()));
    data.put("tuned", data(found.best()));
    data.put("tried", found.tried().size());
    data.put("capped", found.capped(goal()));
    data.put("seconds", seconds);
    data.put("file", file.toString());
    return data;
  }

  private Map<String, @Nullable Object> data(Tuned.Settled of) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("settings", new LinkedHashMap<>(of.settings()));
    List<@Nullable Long> times = new ArrayList<>();
    for (Outcome run : of.runs()) {
      OptionalLong time = goal().time(run);
      times.add(time.isPresent() ? time.getAsLong() : null);
    }
    data.put("times", times);
    Optional<MedianTime> median = median(of);
    data.put("median", median.map(MedianTime::steps).orElse(null));
    data.put("censored", median.map(MedianTime::censored).orElse(null));
    return data;
  }
}
