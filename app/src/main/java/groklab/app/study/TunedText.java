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
/// @param seconds that it took
/// @param file the spec that is proposed
record TunedText(TuneSession.Question question, Tuned found, double seconds, Path file) {

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
    return "%-12s  %s on seeds %s: %s; median %s  (%s)"
        .formatted(
            name,
            goal().symbol(),
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
    return time.isPresent()
        ? "%,d".formatted(time.getAsLong())
        : "none in %,d".formatted(run.steps());
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
    double ratio = own.get().steps() / best.get().steps();
    String seeds =
        "in the median of %d seeds that nothing was chosen on".formatted(question.judging().size());
    return own.get().censored()
        ? "At least %.1f times as soon, %s.".formatted(ratio, seeds)
        : "%.1f times as soon, %s.".formatted(ratio, seeds);
  }

  private String pruned() {
    long failed = found.tried().stream().filter(each -> each.run().failure().isPresent()).count();
    return ("Of %,d candidates %,d were ended at their cap: they could not have been among the four"
            + " soonest on the seed of the search any more, whatever came; how many would have come"
            + " to it later is not known.%s")
        .formatted(
            found.tried().size(),
            found.capped(goal()),
            failed == 0 ? "" : " %,d failed.".formatted(failed));
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
