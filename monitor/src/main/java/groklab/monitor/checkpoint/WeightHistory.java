package groklab.monitor.checkpoint;

import groklab.monitor.checkpoint.TensorHistory.SpectrumPair;
import groklab.monitor.log.StepUnit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How the weights of a run moved between its checkpoints. All norms are Euclidean, of all the
/// weights that every checkpoint has, read as one long vector.
///
/// @param run its folder
/// @param format of its files
/// @param layout how its tensors are named; empty = no known way
/// @param checkpoints that were read, in ascending steps, at least one
/// @param tensors that every one has
/// @param leftOut what was not read, sentences
public record WeightHistory(
    Path run,
    String format,
    StepUnit unit,
    Optional<String> layout,
    List<Checkpoint> checkpoints,
    List<TensorHistory> tensors,
    List<String> leftOut) {
  public WeightHistory {
    checkpoints = List.copyOf(checkpoints);
    tensors = List.copyOf(tensors);
    leftOut = List.copyOf(leftOut);
  }

  /// A part of the network, or all of it.
  ///
  /// @param norms ‖w‖ at each checkpoint
  /// @param distances ‖w − w₀‖
  /// @param moves ‖w − w'‖
  /// @param spectra of its matrices, where they are defined
  public record Part(
      String name,
      long count,
      double[] norms,
      double[] distances,
      double[] moves,
      List<SpectrumPair> spectra) {
    public Part {
      spectra = List.copyOf(spectra);
    }

    /// Mean exponent of the matrices of the last checkpoint that have one.
    public OptionalDouble alpha() {
      return spectra.stream()
          .map(SpectrumPair::alpha)
          .flatMapToDouble(OptionalDouble::stream)
          .average();
    }

    /// Mean stable rank at the last checkpoint.
    public OptionalDouble stableRank() {
      return spectra.stream().mapToDouble(each -> each.last().stableRank()).average();
    }

    /// Mean effective rank at the last checkpoint.
    public OptionalDouble effectiveRank() {
      return spectra.stream().mapToDouble(each -> each.last().effectiveRank()).average();
    }

    /// ‖w − w₀‖/‖w₀‖ at the last checkpoint; not finite where w₀ = 0.
    public double relativeDistance() {
      return distances[distances.length - 1] / norms[0];
    }
  }

  /// Weights of the tensors.
  public long count() {
    return tensors.stream().mapToLong(TensorHistory::count).sum();
  }

  /// All of the network.
  public Part whole() {
    return part("all", tensors);
  }

  /// By layer: embeddings, layers by their numbers, what stands behind them; in the order of the
  /// file where the layout is not known.
  public List<Part> parts() {
    Map<String, List<TensorHistory>> byPart =
        tensors.stream()
            .collect(
                Collectors.groupingBy(
                    TensorHistory::part, LinkedHashMap::new, Collectors.toList()));
    List<Part> parts = new ArrayList<>();
    byPart.forEach((name, some) -> parts.add(part(name, some)));
    if (layout.isPresent()) {
      parts.sort(Comparator.comparingInt(each -> Layouts.place(each.name())));
    }
    return parts;
  }

  /// ‖w − w'‖/‖w'‖ for each step between two checkpoints; NaN for the first, and where steps are
  /// not known. What a single step moves is at least that: steps partly undo each other.
  public double updateRatio(int checkpoint) {
    if (checkpoint == 0) {
      return Double.NaN;
    }
    Part whole = whole();
    long steps = step(checkpoint) - step(checkpoint - 1);
    return whole.moves[checkpoint] / whole.norms[checkpoint - 1] / steps;
  }

  /// The step of a checkpoint; those of a series of more than one are known.
  public long step(int checkpoint) {
    return checkpoints.get(checkpoint).step().orElse(0);
  }

  private Part part(String name, List<TensorHistory> some) {
    return new Part(
        name,
        some.stream().mapToLong(TensorHistory::count).sum(),
        roots(some, TensorHistory::squares),
        roots(some, TensorHistory::fromFirst),
        roots(some, TensorHistory::fromPrevious),
        some.stream()
            .flatMap(each -> each.spectra().stream())
            .filter(SpectrumPair::isDefined)
            .toList());
  }

  private double[] roots(List<TensorHistory> some, Function<TensorHistory, double[]> squares) {
    double[] roots = new double[checkpoints.size()];
    for (TensorHistory each : some) {
      double[] own = squares.apply(each);
      for (int i = 0; i < roots.length; i++) {
        roots[i] += own[i];
      }
    }
    for (int i = 0; i < roots.length; i++) {
      roots[i] = Math.sqrt(roots[i]);
    }
    return roots;
  }
}
