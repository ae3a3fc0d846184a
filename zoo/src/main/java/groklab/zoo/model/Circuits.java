package groklab.zoo.model;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Index;
import groklab.engine.graph.Node;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import groklab.lab.model.Initial;
import groklab.lab.model.ModelSpec;
import groklab.lab.model.Network;
import groklab.lab.model.Pass;
import groklab.lab.model.Role;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;

/// Two circuits of four weights in all (arXiv 2309.02390): each adds the product of its two weights
/// to the logit of its answer.
///
/// @param general the second weight of the general circuit at the beginning; the first is 0
/// @param memory the second weight of the memorising circuit; the larger, the faster it learns
public record Circuits(double general, double memory) implements ModelSpec {

  public static final Kind<Circuits> KIND = Kind.of("circuits", Circuits.class, Circuits::read);

  public Circuits {
    Check.positive(general, "model.general", "0.005");
    Check.positive(memory, "model.memory", "1.0");
  }

  private static Circuits read(Section<Circuits> s) {
    return new Circuits(
        s.number("general", 0.005, Circuits::general), s.number("memory", 1, Circuits::memory));
  }

  @Override
  public Kind<Circuits> kind() {
    return KIND;
  }

  @Override
  public Network network(Problem problem) {
    if (!(problem.inputs() instanceof Inputs.Tokens(_, int length, _))
        || length != 2
        || !(problem.targets() instanceof Targets.Classes classes)
        || classes.perExample() != 1) {
      throw new SpecException(
          "model.kind is \"circuits\", which reads the answers of two circuits; write task.kind"
              + " = \"two-circuits\"");
    }
    return new FourWeights(classes.width());
  }

  private final class FourWeights extends FormulaNetwork {
    private final int classes;

    FourWeights(int classes) {
      super(1, "general.second", false);
      this.classes = classes;
      circuit("general", general);
      circuit("memory", memory);
    }

    private void circuit(String name, double second) {
      parameters.matrix(name + ".first", 1, 1, Role.HIDDEN, new Initial.Constant(0));
      parameters.matrix(name + ".second", 1, 1, Role.READOUT, new Initial.Constant(second));
    }

    @Override
    Node output(Graph g, Pass pass) {
      int[] answers = pass.examples().data().tokens("a circuit").ids();
      return g.add(votes(pass, "general", answers, 0), votes(pass, "memory", answers, 1));
    }

    /// The circuit's weight at its answer, `[examples, classes]`.
    private Node votes(Pass pass, String name, int[] answers, int position) {
      Graph g = pass.graph();
      int[] own = new int[answers.length / 2];
      for (int i = 0; i < own.length; i++) {
        own[i] = answers[2 * i + position];
      }
      Index answer = pass.examples().perExample(own, 1);
      Node weight =
          pass.name(
              name,
              g.multiply(g.parameter(name + ".first", 1, 1), g.parameter(name + ".second", 1, 1)));
      return g.multiply(g.oneHot(answer, classes), weight);
    }
  }
}
