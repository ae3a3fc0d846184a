package groklab.lab.measure.catalogue;

import groklab.lab.analysis.fourier.KeyFrequencies;
import groklab.lab.analysis.fourier.NeuronFrequencies;
import groklab.lab.analysis.fourier.ProgressLosses;
import groklab.lab.analysis.fourier.SumComponents;
import groklab.lab.analysis.linear.Matrix;
import groklab.lab.measure.Derivation;
import groklab.lab.measure.ExampleSet;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.spec.ModelSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// What the Fourier measures share: the logits of all cells, the key frequencies, the frequencies of the neurons.
final class FourierParts {
  /// A frequency is key when it holds this many times its even share of the logits' energy in cos and sin of w_k(x+y).
  static final double TIMES_EVEN_SHARE = 3;

  /// And no more than this share is asked of it, where there are few frequencies.
  static final double SHARE_ENOUGH = 0.2;

  private static final List<Need> OUTPUTS = List.of(new Need.Outputs(ExampleSet.TABLE));

  private FourierParts() {}

  /// @param computing makes, for a subject, what is called at each probe
  private record Part<T>(
      String name,
      Function<Subject, List<Need>> needed,
      ToLongFunction<Measure.Costs> operations,
      Function<Subject, Function<ProbeData, T>> computing)
      implements Derivation<T> {
    @Override
    public List<Need> needs(Subject subject) {
      return needed.apply(subject);
    }

    @Override
    public long cost(Measure.Costs costs) {
      return operations.applyAsLong(costs);
    }

    @Override
    public Function<ProbeData, T> on(Subject subject) {
      return computing.apply(subject);
    }
  }

  /// The logits with their key frequencies.
  ///
  /// @param logits m² x m in standard order
  /// @param components what they hold of x + y, class means over all logits of a row removed
  /// @param share the part of each frequency (index) in the energy of all frequencies >= 1
  /// @param keys ascending
  record Keyed(
      Matrix logits, SumComponents components, double[] share, int[] keys, ProgressLosses losses) {}

  static final Derivation<Keyed> KEYED =
      new Part<>(
          "key frequencies",
          subject -> OUTPUTS,
          costs -> {
            long m = order(costs.subject());
            return Effort.STREAMED * 7 * m * m * m;
          },
          FourierParts::keyed);

  /// The frequencies of the neurons of the only hidden layer.
  static final Derivation<NeuronFrequencies> NEURONS =
      new Part<>(
          "frequencies of the neurons",
          subject -> List.of(hidden(subject)),
          costs -> {
            long m = order(costs.subject());
            return Effort.STREAMED * 11 * m * m * neurons(costs.subject());
          },
          FourierParts::neuronFrequencies);

  private static Function<ProbeData, Keyed> keyed(Subject subject) {
    CyclicTask task = CyclicTask.of(subject).orElseThrow();
    int m = task.order();
    Matrix buffer = new Matrix(m * m, m, new double[m * m * m]);
    return data -> {
      Matrix logits = task.logits(data.outputs(ExampleSet.TABLE), buffer);
      SumComponents components = SumComponents.of(logits, m);
      double[] share = shares(components);
      int[] keys = KeyFrequencies.withShare(share, keyShare(m));
      return new Keyed(
          logits, components, share, keys, ProgressLosses.onLogits(logits, task.cells()));
    };
  }

  /// The energy of each frequency >= 1, varying over the classes (what all classes share, no softmax sees), as a share.
  static double[] shares(SumComponents components) {
    int m = components.order();
    Matrix c = components.coefficients();
    double[] share = new double[m / 2 + 1];
    double total = 0;
    for (int f = 1; f < m; f++) {
      double mean = 0;
      for (int z = 0; z < m; z++) {
        mean += c.get(f, z) / m;
      }
      for (int z = 0; z < m; z++) {
        double v = c.get(f, z) - mean;
        share[(f + 1) / 2] += v * v;
        total += v * v;
      }
    }
    for (int k = 1; k < share.length; k++) {
      share[k] /= total;
    }
    return share;
  }

  /// The share from which on a frequency is key.
  static double keyShare(int order) {
    return Math.min(TIMES_EVEN_SHARE / (order / 2), SHARE_ENOUGH);
  }

  private static Function<ProbeData, NeuronFrequencies> neuronFrequencies(Subject subject) {
    CyclicTask task = CyclicTask.of(subject).orElseThrow();
    Function<ProbeData, Matrix> activations = activations(subject, task);
    return data -> NeuronFrequencies.of(activations.apply(data), task.order());
  }

  /// The activations of the hidden layer in standard order.
  static Function<ProbeData, Matrix> activations(Subject subject, CyclicTask task) {
    Need.Activations need = hidden(subject);
    int cells = task.order() * task.order();
    int n = neurons(subject);
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

  /// The neurons of the last hidden layer after their nonlinearity, over the whole table.
  static Need.Activations hidden(Subject subject) {
    return new Need.Activations(ExampleSet.TABLE, Layers.post(subject, Layers.count(subject) - 1), Need.At.SCORED);
  }

  static int neurons(Subject subject) {
    return switch (CyclicTask.model(subject)) {
      case ModelSpec.Transformer t -> t.mlpWidth();
      case ModelSpec.Mlp m -> m.width();
    };
  }

  /// Why the forms that look at neurons do not apply.
  static Optional<String> neuronObstacle(Subject subject) {
    return CyclicTask.obstacle(subject)
        .or(() ->
            Layers.count(subject) == 1
                ? Optional.empty()
                : Optional.of(
                    "it is defined for one hidden layer of neurons, and the network has %d"
                        .formatted(Layers.count(subject))));
  }
}
