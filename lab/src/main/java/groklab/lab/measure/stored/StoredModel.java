package groklab.lab.measure.stored;

import groklab.engine.Engine;
import groklab.engine.exec.Session;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.Precision;
import groklab.lab.kind.SpecException;
import groklab.lab.kind.Suggestion;
import groklab.lab.measure.Subject;
import groklab.lab.model.Network;
import groklab.lab.model.Parameter;
import groklab.lab.problem.Problem;
import groklab.lab.spec.RunSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The network of a spec in a session of its own, into which one set of stored weights after
/// another is written.
final class StoredModel implements AutoCloseable {
  private final RunSpec spec;
  private final Network network;
  private final Session session;
  private final Subject.Model subject;

  /// @param own whether the weights are of a run of this spec
  StoredModel(RunSpec spec, boolean own, int threads) {
    this.spec = spec;
    Problem data = spec.problem();
    this.network = spec.model().network(data);
    this.session = Engine.open(network.layout(), spec.training().precision(), spec.seed(), threads);
    this.subject = new Subject.Model(spec, data, network, session, own);
  }

  Subject.Model subject() {
    return subject;
  }

  /// Writes weights into the network.
  ///
  /// @return sentences about what was not used
  /// @throws SpecException if they are not the weights of such a network
  List<String> load(StoredWeights weights) {
    Set<String> unused = new HashSet<>(weights.tensors().keySet());
    for (Parameter t : network.parameters()) {
      StoredWeights.Stored stored = weights.tensors().get(t.name());
      if (stored == null) {
        throw new SpecException(
            ("%s has no tensor %s, which the network of the spec %s has%s; expected %s; it has %s;"
                    + " --rename THEIRS=OURS gives a tensor our name")
                .formatted(
                    weights.file(),
                    t.name(),
                    spec.name(),
                    Suggestion.ending(t.name(), weights.tensors().keySet()),
                    expected(),
                    weights.shapes()));
      }
      if (!stored.sizes().equals(t.shape())) {
        throw new SpecException(
            ("%s has %s of shape %s, but the network of the spec %s has it of shape %s; "
                    + "change the spec's task or model")
                .formatted(weights.file(), t.name(), stored.sizes(), spec.name(), t.shape()));
      }
      requireFits(weights, t, stored.elements());
      session.write(Slot.VALUES, t.view().offset(), t.fromStored(stored.elements()));
      unused.remove(t.name());
    }
    return unused.stream().sorted().map(name -> ignored(weights, name)).toList();
  }

  private String expected() {
    return network.parameters().stream()
        .map(t -> t.name() + " " + t.shape())
        .collect(Collectors.joining(", "));
  }

  /// Rounding would measure other weights than those in the file.
  private void requireFits(StoredWeights weights, Parameter t, double[] elements) {
    if (spec.training().precision() == Precision.FLOAT32) {
      for (double w : elements) {
        if ((float) w != w && !Double.isNaN(w)) {
          throw new SpecException(
              ("%s has %s in float64, and float32 cannot hold it; write --set "
                      + "training.precision=float64")
                  .formatted(weights.file(), t.name()));
        }
      }
    }
  }

  /// A tensor that the network lacks, but that changes nothing: biases that are all zero.
  private String ignored(StoredWeights weights, String name) {
    StoredWeights.Stored stored = weights.tensors().get(name);
    boolean bias = name.contains(".b_") || name.endsWith(".b");
    for (double w : stored == null ? new double[0] : stored.elements()) {
      if (!bias || w != 0) {
        List<String> names = network.parameters().stream().map(Parameter::name).toList();
        throw new SpecException(
            ("%s has a tensor %s, which the network of the spec %s has not%s; change the "
                    + "spec's model")
                .formatted(weights.file(), name, spec.name(), Suggestion.ending(name, names)));
      }
    }
    return "%s is left out: the network of the spec has no such bias, and it is zero"
        .formatted(name);
  }

  @Override
  public void close() {
    session.close();
  }
}
