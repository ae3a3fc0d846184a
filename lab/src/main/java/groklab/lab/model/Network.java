package groklab.lab.model;

import groklab.engine.exec.Session;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Slot;
import groklab.engine.plan.ParameterLayout;
import groklab.engine.random.RandomStream;
import java.util.List;

/// A network: its parameters, how its forward graph is built, and what it is made of. Holds no
/// state. `layer` has the parts that networks are composed of.
public interface Network {

  /// Where each parameter lies in the flat array.
  ParameterLayout layout();

  /// All parameters, in layout order.
  List<Parameter> parameters();

  /// What the network is made of.
  Anatomy anatomy();

  /// Factor on every initial entry.
  double initScale();

  /// The forward graph; with `training`, dropout is part of it.
  default Forward forward(Graph graph, Examples examples, boolean training) {
    return forward(graph, examples, training, Interventions.NONE);
  }

  /// The forward graph with some of its activations edited.
  Forward forward(Graph graph, Examples examples, boolean training, Interventions interventions);

  /// Draws the initial parameters of a run: stream `init.NAME` for each parameter, element order of
  /// the stored tensor.
  default void initialise(Session session, long seed) {
    for (Parameter t : parameters()) {
      session.write(Slot.VALUES, t.view().offset(), initial(t, seed));
    }
  }

  /// The initial matrix of one parameter of a run, before it is rounded to the run's number type.
  default double[] initial(Parameter t, long seed) {
    RandomStream stream = RandomStream.of(seed, "init." + t.name());
    double[] stored = new double[t.view().size()];
    for (int i = 0; i < stored.length; i++) {
      stored[i] = initScale() * t.initial().draw(stream, i);
    }
    return t.fromStored(stored);
  }
}
