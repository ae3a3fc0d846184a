package groklab.measures.fourier;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.Derivation;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.problem.ExampleSet;
import groklab.measures.common.HiddenUnits;
import groklab.measures.common.Layers;
import groklab.measures.common.SimpleDerivation;
import groklab.measures.common.cyclic.CyclicTask;
import groklab.measures.common.cyclic.NeuronFrequencies;
import groklab.measures.common.cyclic.SumComponents;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/// What the Fourier measures share: the logits of all cells, the key frequencies, the frequencies
/// of the neurons.
final class FourierParts {
  /// A frequency is key when at least this part of what the logits hold in cos and sin of w_k(x+y)
  /// has the form cos w_k(x+y-z) that answers.
  static final double ANSWERING = 0.5;

  /// And when it holds at least this share of that energy over all frequencies.
  static final double SHARE = 0.01;

  private static final List<Need> OUTPUTS = List.of(new Need.Outputs(ExampleSet.TABLE));

  private FourierParts() {}

  /// The logits with their key frequencies.
  ///
  /// @param logits m² x m in standard order
  /// @param components what the logits hold of x + y
  /// @param cosines of the logits centred over the classes
  /// @param share the part of each frequency (index) in the energy of all frequencies >= 1
  /// @param keys ascending
  record Keyed(
      Matrix logits,
      SumComponents components,
      LogitCosines cosines,
      double[] share,
      int[] keys,
      ProgressLosses losses) {}

  static final Derivation<Keyed> KEYED =
      new SimpleDerivation<>(
          "key frequencies",
          subject -> OUTPUTS,
          costs -> {
            long m = order(costs.subject());
            return Operations.STREAMED * 7 * m * m * m;
          },
          FourierParts::keyed);

  /// The frequencies of the neurons of the only hidden layer.
  static final Derivation<NeuronFrequencies> NEURONS =
      new SimpleDerivation<>(
          "frequencies of the neurons",
          subject -> HiddenUnits.needs(subject, ExampleSet.TABLE),
          costs -> {
            long m = order(costs.subject());
            return Operations.STREAMED * 11 * m * m * HiddenUnits.count(costs.subject());
          },
          FourierParts::neuronFrequencies);

  private static Function<ProbeData, Keyed> keyed(Subject subject) {
    CyclicTask task = CyclicTask.of(subject).orElseThrow();
    int m = task.order();
    Matrix buffer = new Matrix(m * m, m, new double[m * m * m]);
    return data -> {
      Matrix logits = task.logits(data.outputs(ExampleSet.TABLE), buffer);
      SumComponents components = SumComponents.of(logits, m);
      LogitCosines cosines = LogitCosines.centred(logits);
      double[] energy = energies(components);
      double[] share = energy.clone();
      double total = Arrays.stream(energy).sum();
      for (int k = 0; k < share.length; k++) {
        share[k] /= total;
      }
      int[] keys =
          IntStream.range(1, share.length)
              .filter(k -> share[k] >= SHARE && answering(cosines, energy, k) >= ANSWERING)
              .toArray();
      return new Keyed(
          logits, components, cosines, share, keys, ProgressLosses.onLogits(logits, task.cells()));
    };
  }

  /// The part of a frequency's energy that has the form cos w_k(x+y-z) with a positive sign; 0 if
  /// there is none.
  private static double answering(LogitCosines cosines, double[] energy, int k) {
    double c = cosines.coefficients()[k];
    return c > 0 ? c * c / energy[k] : 0;
  }

  /// The energy of each frequency >= 1 (index) in cos and sin of w_k(x+y), without what all classes
  /// share, which no softmax sees.
  static double[] energies(SumComponents components) {
    int m = components.order();
    Matrix c = components.coefficients();
    double[] energy = new double[m / 2 + 1];
    for (int f = 1; f < m; f++) {
      double mean = 0;
      for (int z = 0; z < m; z++) {
        mean += c.get(f, z) / m;
      }
      for (int z = 0; z < m; z++) {
        double v = c.get(f, z) - mean;
        energy[(f + 1) / 2] += v * v;
      }
    }
    return energy;
  }

  private static Function<ProbeData, NeuronFrequencies> neuronFrequencies(Subject subject) {
    CyclicTask task = CyclicTask.of(subject).orElseThrow();
    Function<ProbeData, Matrix> activations = activations(subject, task);
    return data -> NeuronFrequencies.of(activations.apply(data), task.order());
  }

  /// The activations of the hidden layer in standard order.
  static Function<ProbeData, Matrix> activations(Subject subject, CyclicTask task) {
    Need.Activations need = HiddenUnits.need(subject, ExampleSet.TABLE);
    int cells = task.order() * task.order();
    int n = HiddenUnits.count(subject);
    Matrix buffer = new Matrix(cells, n, new double[cells * n]);
    int examples = ((Subject.Model) subject).data().examples();
    return data -> {
      Matrix table = data.activations(need.set(), need.hook(), need.at());
      return task.activations(table, table.rows() / examples, buffer);
    };
  }

  // --- the subject -------------------------------------------------------------------------------

  /// m; 0 where there is none.
  static int order(Subject subject) {
    return CyclicTask.of(subject).map(CyclicTask::order).orElse(0);
  }

  /// Why the forms that look at neurons do not apply.
  static Optional<String> neuronObstacle(Subject subject) {
    return CyclicTask.obstacle(subject)
        .or(() ->
            Layers.of(subject).size() == 1
                ? Optional.empty()
                : Optional.of(
                    "it is defined for one hidden layer of neurons, and the network has %d"
                        .formatted(Layers.of(subject).size())));
  }
}
