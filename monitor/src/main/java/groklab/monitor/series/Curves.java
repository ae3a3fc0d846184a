package groklab.monitor.series;

import groklab.monitor.log.Series;
import groklab.monitor.log.StepUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The losses and accuracies of a run.
///
/// @param unit what steps count
/// @param remarks what a reader should know of them, sentences
public record Curves(
    StepUnit unit,
    Optional<Series> trainLoss,
    Optional<Series> trainAccuracy,
    List<ValidationSet> validation,
    List<String> remarks) {
  public Curves {
    validation = List.copyOf(validation);
    remarks = List.copyOf(remarks);
  }

  /// Whether there is nothing to look at.
  public boolean isEmpty() {
    return all().findAny().isEmpty();
  }

  /// All of them.
  public Stream<Series> all() {
    return Stream.concat(
        Stream.concat(trainLoss.stream(), trainAccuracy.stream()),
        validation.stream()
            .flatMap(set -> Stream.concat(set.loss().stream(), set.accuracy().stream())));
  }

  /// What a series of the log is taken for: `training loss`, `accuracy of validation`; empty = it
  /// is not used.
  ///
  /// @param name of the series in the log
  public Optional<String> use(String name) {
    Stream<Map.Entry<String, Optional<Series>>> uses =
        Stream.concat(
            Stream.of(
                Map.entry("training loss", trainLoss),
                Map.entry("training accuracy", trainAccuracy)),
            validation.stream()
                .flatMap(set ->
                    Stream.of(
                        Map.entry("loss of " + set.name(), set.loss()),
                        Map.entry("accuracy of " + set.name(), set.accuracy()))));
    return uses.filter(use -> use.getValue().filter(each -> each.name().equals(name)).isPresent())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// The same, as it was at a step.
  public Curves until(long step) {
    return new Curves(
        unit,
        cut(trainLoss, step),
        cut(trainAccuracy, step),
        validation.stream()
            .map(set ->
                new ValidationSet(set.name(), cut(set.loss(), step), cut(set.accuracy(), step)))
            .filter(set -> set.loss().isPresent() || set.accuracy().isPresent())
            .toList(),
        remarks);
  }

  private static Optional<Series> cut(Optional<Series> series, long step) {
    return series.map(each -> each.until(step)).filter(each -> each.size() > 0);
  }
}
