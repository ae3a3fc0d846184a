package groklab.monitor.series;

import groklab.lab.file.RunFileException;
import groklab.monitor.log.NameWords;
import groklab.monitor.log.RunLog;
import groklab.monitor.log.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds the losses and accuracies among the series of a log, by their names or as it is told.
public final class CurvesReader {
  private static final double PERCENT = 100;

  /// An accuracy above this is one in per cent.
  private static final double SHARE = 1.5;

  /// What a mean of zeros and ones may be beyond them.
  private static final double ROUNDING = 1e-6;

  private final Told told;

  /// Names of series that somebody has told; those that are empty are found by their names.
  ///
  /// @param validationLoss each of a set of its own, unless one loss and one accuracy are told
  /// @param validationAccuracy likewise
  public record Told(
      Optional<String> trainLoss,
      Optional<String> trainAccuracy,
      List<String> validationLoss,
      List<String> validationAccuracy) {
    public static final Told NOTHING =
        new Told(Optional.empty(), Optional.empty(), List.of(), List.of());

    public Told {
      validationLoss = List.copyOf(validationLoss);
      validationAccuracy = List.copyOf(validationAccuracy);
    }
  }

  public CurvesReader(Told told) {
    this.told = told;
  }

  /// A series and what it is.
  private record Candidate(Series series, Role role) {}

  /// @throws RunFileException if the log lacks a series that was told
  public Curves read(RunLog log) {
    List<String> remarks = new ArrayList<>(log.remarks());
    List<Candidate> found = new ArrayList<>();
    for (Series each : log.series()) {
      Role.of(each.name()).ifPresent(role -> found.add(new Candidate(each, role)));
    }
    Optional<Series> trainLoss =
        train(log, told.trainLoss, Quantity.LOSS, found).map(this::asLogged);
    Optional<Series> trainAccuracy =
        train(log, told.trainAccuracy, Quantity.ACCURACY, found)
            .flatMap(each -> share(each, remarks));
    return new Curves(
        log.unit(), trainLoss, trainAccuracy, validation(log, found, remarks), remarks);
  }

  private Series asLogged(Series series) {
    return quantity(series);
  }

  private Optional<Series> train(
      RunLog log, Optional<String> name, Quantity quantity, List<Candidate> found) {
    return name.isPresent()
        ? name.map(each -> find(log, each))
        : best(
            found.stream()
                .filter(each -> each.role.isTraining() && each.role.quantity() == quantity)
                .map(Candidate::series)
                .toList());
  }

  private static Series find(RunLog log, String name) {
    return log.find(name)
        .orElseThrow(() ->
            new RunFileException(
                "%s has no series %s; it has %s"
                    .formatted(
                        log.path(),
                        name,
                        log.series().stream()
                            .map(Series::name)
                            .collect(Collectors.joining(", ")))));
  }

  /// Of several series of the same, that of whole epochs, or else that with the most points.
  private static Optional<Series> best(List<Series> same) {
    return same.stream()
        .max(
            Comparator.<Series, Boolean>comparing(
                    each -> NameWords.of(each.name()).contains("epoch"))
                .thenComparingInt(Series::size));
  }

  private List<ValidationSet> validation(RunLog log, List<Candidate> found, List<String> remarks) {
    Map<String, List<Series>> losses = new LinkedHashMap<>();
    Map<String, List<Series>> accuracies = new LinkedHashMap<>();
    if (told.validationLoss.isEmpty() && told.validationAccuracy.isEmpty()) {
      for (Candidate each : found) {
        if (!each.role.isTraining()) {
          (each.role.quantity() == Quantity.LOSS ? losses : accuracies)
              .computeIfAbsent(set(each), _ -> new ArrayList<>())
              .add(each.series);
        }
      }
    } else {
      told.validationLoss.forEach(name -> losses.put(name, List.of(find(log, name))));
      told.validationAccuracy.forEach(name -> accuracies.put(name, List.of(find(log, name))));
    }
    Map<String, ValidationSet> sets = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(accuracies.keySet());
    losses.keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
    for (String name : names) {
      sets.put(
          name,
          new ValidationSet(
              name,
              best(losses.getOrDefault(name, List.of())).map(this::asLogged),
              best(accuracies.getOrDefault(name, List.of()))
                  .flatMap(each -> share(each, remarks))));
    }
    sets.values().removeIf(set -> set.loss().isEmpty() && set.accuracy().isEmpty());
    return paired(List.copyOf(sets.values()));
  }

  /// A set by its own words, `test` kept apart from `val`.
  private static String set(Candidate each) {
    String kind =
        NameWords.of(each.series.name()).stream()
            .filter(NameWords::isValidation)
            .findFirst()
            .orElse("validation");
    String name =
        switch (kind) {
          case "val", "valid", "validation", "eval", "evaluation", "dev" -> "validation";
          case "testing", "te" -> "test";
          default -> kind;
        };
    return each.role.domain().isEmpty() ? name : name + " " + each.role.domain();
  }

  /// One set with a loss alone and one with an accuracy alone, both told, are the same set.
  private List<ValidationSet> paired(List<ValidationSet> sets) {
    if (told.validationLoss.size() == 1 && told.validationAccuracy.size() == 1) {
      return List.of(
          new ValidationSet(
              "validation",
              sets.stream().flatMap(each -> each.loss().stream()).findFirst(),
              sets.stream().flatMap(each -> each.accuracy().stream()).findFirst()));
    }
    return sets;
  }

  private static Series quantity(Series series) {
    return Role.of(series.name())
        .filter(role -> role.form() != Role.Form.PLAIN)
        .map(role -> series.map(role.form()::quantity))
        .orElse(series);
  }

  /// @return empty = it is no share of anything, which is remarked
  private static Optional<Series> share(Series series, List<String> remarks) {
    double highest = series.highest(-1, Long.MAX_VALUE);
    Series shares = series;
    if (highest > SHARE && highest <= PERCENT) {
      remarks.add("%s is in per cent and was divided by 100".formatted(series.name()));
      shares = series.map(value -> value / PERCENT);
    }
    Series accuracy = quantity(shares);
    boolean isShare =
        Arrays.stream(accuracy.values())
            .filter(Double::isFinite)
            .allMatch(value -> value >= -ROUNDING && value <= 1 + ROUNDING);
    if (!isShare) {
      remarks.add(
          "%s has values outside 0 to 1 and is not taken for an accuracy".formatted(series.name()));
      return Optional.empty();
    }
    return Optional.of(accuracy);
  }
}
