package groklab.monitor.checkpoint;

import groklab.lab.file.RunFileException;
import groklab.monitor.weights.StoredWeights;
import groklab.monitor.weights.WeightFormat;
import groklab.monitor.weights.WeightFormats;
import groklab.monitor.weights.WeightTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/// Reads the checkpoints of a run, tensor by tensor and each number once: a tensor is walked
/// through in all checkpoints at the same time, piece by piece, so that memory grows neither with
/// the network nor, beyond a piece, with the number of checkpoints.
public final class HistoryReader {
  /// Checkpoints that are read; of more, as many from the first to the last at equal distances in
  /// the list.
  static final int MOST = 24;

  private HistoryReader() {}

  /// @param series with at least one checkpoint
  /// @throws RunFileException if a file has become unreadable since it was found
  public static WeightHistory read(CheckpointSeries series) {
    List<Checkpoint> chosen = chosen(series.checkpoints());
    List<String> leftOut = new ArrayList<>(series.leftOut());
    if (chosen.size() < series.checkpoints().size()) {
      leftOut.add(
          "%d of %d checkpoints were read, at equal distances in their order"
              .formatted(chosen.size(), series.checkpoints().size()));
    }
    List<StoredWeights> open = new ArrayList<>();
    Path current = series.run();
    try {
      for (Checkpoint each : chosen) {
        current = each.file();
        open.add(WeightFormats.open(each.file()));
      }
      SequencedMap<String, List<WeightTensor>> common = common(open, leftOut);
      Optional<Layout> layout = Layouts.of(common.keySet());
      List<TensorHistory> tensors = new ArrayList<>();
      for (Map.Entry<String, List<WeightTensor>> each : common.entrySet()) {
        tensors.add(history(each.getKey(), layout, each.getValue()));
      }
      List<TensorHistory> all = new SpectrumReader(leftOut).with(tensors, common);
      return new WeightHistory(
          series.run(),
          WeightFormats.of(chosen.getFirst().file()).map(WeightFormat::format).orElse("weights"),
          series.unit(),
          layout.map(Layout::name),
          chosen,
          all,
          leftOut);
    } catch (IOException e) {
      throw WeightFormats.failed(current, e);
    } finally {
      close(open);
    }
  }

  private static void close(List<StoredWeights> open) {
    for (StoredWeights each : open) {
      try {
        each.close();
      } catch (IOException e) {
        throw WeightFormats.failed(each.file(), e);
      }
    }
  }

  private static List<Checkpoint> chosen(List<Checkpoint> all) {
    if (all.size() <= MOST) {
      return all;
    }
    List<Checkpoint> chosen = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      chosen.add(all.get((int) ((long) i * (all.size() - 1) / (MOST - 1))));
    }
    return chosen;
  }

  private static String shared(int checkpoints) {
    return checkpoints == 1
        ? ""
        : " that all %d checkpoints of its run share: are they of one network?"
            .formatted(checkpoints);
  }

  /// The tensors of floating numbers that all files have with the same shape, by name.
  private static SequencedMap<String, List<WeightTensor>> common(
      List<StoredWeights> open, List<String> leftOut) {
    SequencedMap<String, List<WeightTensor>> common = new LinkedHashMap<>();
    Map<String, List<String>> reasons = new TreeMap<>();
    Set<Object> seen = new HashSet<>();
    StoredWeights first = open.getFirst();
    for (var entry : first.tensors().entrySet()) {
      String name = entry.getKey();
      Optional<String> reason = reason(name, entry.getValue(), open);
      if (reason.isEmpty()
          && !seen.add(
              List.of(
                  entry.getValue().storage(),
                  entry.getValue().start(),
                  entry.getValue().shapeText()))) {
        reason = Optional.of("shared with another");
      }
      if (reason.isPresent()) {
        reasons.computeIfAbsent(reason.get(), _ -> new ArrayList<>()).add(name);
      } else {
        common.put(
            name, open.stream().map(each -> tensor(each, name)).flatMap(Optional::stream).toList());
      }
    }
    reasons.forEach((reason, names) ->
        leftOut.add(
            names.size() == 1
                ? "%s: %s".formatted(names.getFirst(), reason)
                : "%,d tensors (%s, ...): %s".formatted(names.size(), names.getFirst(), reason)));
    open.stream()
        .flatMap(each -> each.leftOut().stream())
        .distinct()
        .limit(MOST)
        .forEach(leftOut::add);
    if (common.isEmpty()) {
      throw new RunFileException(
          "%s has no tensor of floating numbers%s; left out: %s"
              .formatted(first.file(), shared(open.size()), String.join("; ", leftOut)));
    }
    return common;
  }

  private static Optional<String> reason(
      String name, WeightTensor tensor, List<StoredWeights> open) {
    if (!tensor.type().isFloating()) {
      return Optional.of("integers, which nothing trains");
    }
    if (Layouts.isBuffer(name, tensor)) {
      return Optional.of("buffers or state of the optimiser, no weights");
    }
    if (tensor.count() == 0) {
      return Optional.of("empty");
    }
    for (StoredWeights each : open) {
      Optional<WeightTensor> other = tensor(each, name);
      if (other.isEmpty() || !Arrays.equals(other.get().shape(), tensor.shape())) {
        return Optional.of("not in every checkpoint with the same shape");
      }
      if (!other.get().type().isFloating()) {
        return Optional.of("not of floating numbers in every checkpoint");
      }
      if (!other.get().isReadable()) {
        return Optional.of("large and not stored row by row");
      }
    }
    return Optional.empty();
  }

  private static Optional<WeightTensor> tensor(StoredWeights weights, String name) {
    return Optional.ofNullable(weights.tensors().get(name));
  }

  private static TensorHistory history(
      String name, Optional<Layout> layout, List<WeightTensor> tensors) throws IOException {
    int files = tensors.size();
    double[] squares = new double[files];
    double[] fromFirst = new double[files];
    double[] fromPrevious = new double[files];
    double[][] pieces = new double[files][WeightTensor.PIECE];
    List<WeightTensor.Cursor> cursors = new ArrayList<>();
    try {
      for (WeightTensor each : tensors) {
        cursors.add(each.cursor());
      }
      int read;
      do {
        read = 0;
        for (int k = 0; k < files; k++) {
          read = cursors.get(k).next(pieces[k]);
        }
        for (int k = 0; k < files; k++) {
          double[] now = pieces[k];
          squares[k] += squares(now, read);
          fromFirst[k] += k == 0 ? 0 : squares(now, pieces[0], read);
          fromPrevious[k] += k == 0 ? 0 : squares(now, pieces[k - 1], read);
        }
      } while (read > 0);
    } finally {
      for (WeightTensor.Cursor each : cursors) {
        each.close();
      }
    }
    WeightTensor first = tensors.getFirst();
    return new TensorHistory(
        name,
        Layouts.part(layout, name),
        first.shapeText(),
        first.count(),
        squares,
        fromFirst,
        fromPrevious,
        Optional.empty());
  }

  private static double squares(double[] values, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i] * values[i];
    }
    return sum;
  }

  private static double squares(double[] values, double[] others, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double difference = values[i] - others[i];
      sum += difference * difference;
    }
    return sum;
  }
}
