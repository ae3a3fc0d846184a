package groklab.lab.measure.stored;

import groklab.lab.file.Safetensors;
import groklab.lab.file.Tensor;
import groklab.lab.kind.SpecException;
import groklab.lab.kind.Suggestion;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.Subject;
import groklab.lab.rundir.Checkpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The weights in a safetensors file, in float64, in the order of our networks whatever their order
/// in the file.
///
/// Left out are the optimiser's state, integers, and what TransformerLens stores beside the weights
/// (`mask`, `IGNORE`, rotary tables).
///
/// @param file where they are from
/// @param tensors by name, elements as stored
record StoredWeights(Path file, SequencedMap<String, Stored> tensors) {
  private static final Pattern BUFFER = Pattern.compile(".*\\.(mask|IGNORE|rotary_sin|rotary_cos)");

  /// A tensor with its stored shape and elements.
  record Stored(int[] shape, double[] elements) {
    List<Integer> sizes() {
      return Arrays.stream(shape).boxed().toList();
    }

    /// Of a matrix.
    Stored transposed() {
      Matrix turned = new Matrix(shape[0], shape[1], elements).transposed();
      return new Stored(new int[] {shape[1], shape[0]}, turned.values());
    }
  }

  static StoredWeights read(Path file) {
    var byName = new TreeMap<String, Stored>(TensorOrder.COMPARATOR);
    Safetensors.read(file)
        .tensors()
        .forEach((name, tensor) -> {
          if (!name.startsWith(Checkpoint.OPTIMIZER_PREFIX) && !BUFFER.matcher(name).matches()) {
            switch (tensor) {
              case Tensor.F32 single ->
                  byName.put(name, new Stored(single.shape(), single.widened()));
              case Tensor.F64(int[] shape, double[] data) ->
                  byName.put(name, new Stored(shape, data));
              case Tensor.I64 _ -> {} // no weight is an integer
            }
          }
        });
    if (byName.isEmpty()) {
      throw new SpecException("%s holds no weights; expected tensors of numbers".formatted(file));
    }
    return new StoredWeights(file, new LinkedHashMap<>(byName));
  }

  /// The same weights under our names.
  ///
  /// @throws SpecException if a tensor is not there, is to be transposed and is no matrix, or gets
  ///     the name of another
  StoredWeights renamed(Renames renames) {
    renames
        .byName()
        .forEach((theirs, to) -> {
          Stored stored = tensors.get(theirs);
          if (stored == null) {
            throw new SpecException(
                "--rename names the tensor %s, which %s has not%s"
                    .formatted(theirs, file, Suggestion.ending(theirs, tensors.keySet())));
          }
          if (to.transposed() && stored.shape().length != 2) {
            throw new SpecException(
                "--rename transposes %s, which has the shape %s; expected two sizes"
                    .formatted(theirs, stored.sizes()));
          }
        });
    var byName = new TreeMap<String, Stored>(TensorOrder.COMPARATOR);
    tensors.forEach((theirs, stored) -> {
      var to = renames.byName().getOrDefault(theirs, new Renames.To(theirs, false));
      if (byName.put(to.name(), to.transposed() ? stored.transposed() : stored) != null) {
        throw new SpecException("Two tensors of %s get the name %s".formatted(file, to.name()));
      }
    });
    return new StoredWeights(file, new LinkedHashMap<>(byName));
  }

  boolean isFinite() {
    return tensors.values().stream()
        .allMatch(stored -> Arrays.stream(stored.elements()).allMatch(Double::isFinite));
  }

  /// Names and shapes, for a message.
  String shapes() {
    return tensors.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue().sizes())
        .collect(Collectors.joining(", "));
  }

  /// These weights without a network.
  Subject.WeightsOnly subject() {
    var matrices = new LinkedHashMap<String, Matrix>();
    List<Subject.Weight> weights = new ArrayList<>();
    tensors.forEach((name, stored) -> {
      Matrix matrix = WeightMatrix.of(name, stored);
      matrices.put(name, matrix);
      weights.add(new Subject.Weight(name, stored.sizes(), matrix.rows(), matrix.cols(), false));
    });
    return new Subject.WeightsOnly(weights, matrices);
  }
}
