package groklab.lab.measure.stored;

import groklab.lab.measure.Comparison;
import groklab.lab.measure.meter.ComparisonMeter;
import groklab.lab.measure.meter.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Compares stored weights with those of other steps of their series.
final class StoredComparisons {
  private final StoredFiles files;
  private final Source source;
  private ComparisonMeter.@Nullable Notes newest;

  /// Gives the meter of a file's weights; the one given before is of no use any more.
  @FunctionalInterface
  interface Source {
    ComparisonMeter at(StoredFiles.File file);
  }

  /// @param files of a series that can be compared
  StoredComparisons(StoredFiles files, Source source) {
    this.files = files;
    this.source = source;
  }

  /// Why the files of a series cannot be compared with each other; empty = they can.
  static Optional<String> obstacle(StoredFiles files) {
    List<StoredFiles.File> series = files.series();
    if (series.size() < 2) {
      return Optional.of(
          ("it compares two steps, and %s has weights of one only; give a run directory "
                  + "or a folder of checkpoints")
              .formatted(files.path()));
    }
    for (int i = 0; i < series.size(); i++) {
      StoredFiles.File file = series.get(i);
      if (file.step().isEmpty()) {
        return Optional.of(
            ("it compares two steps, and %s has none at the end of its name, as in "
                    + "step-100.safetensors")
                .formatted(file.path()));
      }
      if (i > 0 && file.step().equals(series.get(i - 1).step())) {
        return Optional.of(
            "it compares two steps, and %s and %s are of the same"
                .formatted(series.get(i - 1).path(), file.path()));
      }
    }
    return Optional.empty();
  }

  /// The comparisons of each of the chosen files, in their order.
  List<Measured> take() {
    ComparisonMeter.Notes last = noted(files.series().getLast(), Comparison.With.LAST);
    List<Measured> rows = new ArrayList<>();
    for (StoredFiles.File file : files.files()) {
      List<ComparisonMeter.Notes> others = new ArrayList<>(List.of(last));
      files.before(file).ifPresent(before -> others.add(previous(before)));
      ComparisonMeter meter = source.at(file);
      rows.add(meter.take(step(file), others));
      newest = meter.note(Comparison.With.PREVIOUS, step(file));
    }
    return rows;
  }

  private ComparisonMeter.Notes previous(StoredFiles.File before) {
    ComparisonMeter.Notes known = newest;
    return known != null && known.step() == step(before)
        ? known
        : noted(before, Comparison.With.PREVIOUS);
  }

  private ComparisonMeter.Notes noted(StoredFiles.File file, Comparison.With with) {
    return source.at(file).note(with, step(file));
  }

  private static long step(StoredFiles.File file) {
    return file.step().orElseThrow();
  }
}
