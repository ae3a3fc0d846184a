package groklab.app.proof;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.plan.ParameterLayout;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import groklab.lab.model.Activation;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Examples;
import groklab.lab.model.Forward;
import groklab.lab.model.InitPreset;
import groklab.lab.model.Interventions;
import groklab.lab.model.ModelSpec;
import groklab.lab.model.Network;
import groklab.lab.model.Parameter;
import groklab.lab.model.Parameters;
import groklab.lab.model.Pass;
import groklab.lab.model.Role;
import groklab.lab.model.layer.Initialisation;
import groklab.lab.model.layer.Linear;
import groklab.lab.model.layer.Neurons;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import java.util.List;
import java.util.Optional;

/// One hidden layer on real features: tanh(x·W + b)·V.
///
/// @param neurons of the hidden layer
public record TanhNet(int neurons) implements ModelSpec {

  public static final Kind<TanhNet> KIND = Kind.of("tanh-net", TanhNet.class, TanhNet::read);

  public TanhNet {
    Check.between(1, neurons, MAX_WIDTH, "model.neurons", "32");
  }

  private static TanhNet read(Section<TanhNet> s) {
    return new TanhNet(s.whole("neurons", 32, TanhNet::neurons));
  }

  @Override
  public Kind<TanhNet> kind() {
    return KIND;
  }

  @Override
  public Network network(Problem problem) {
    if (!(problem.inputs() instanceof Inputs.Features features)) {
      throw new SpecException("model.kind is tanh-net, which reads real numbers, not tokens");
    }
    var init = new Initialisation(InitPreset.DEFAULT, neurons);
    var parameters = new Parameters();
    Linear in =
        Linear.of(parameters, init, Role.HIDDEN, "in.W", features.width(), neurons)
            .withBias(parameters, init, "in.b");
    Linear out =
        Linear.of(parameters, init, Role.READOUT, "out.W", neurons, problem.targets().width());
    return new Built(parameters, in, new Neurons("in", Activation.TANH), out);
  }

  private record Built(Parameters parts, Linear in, Neurons neurons, Linear out)
      implements Network {

    @Override
    public ParameterLayout layout() {
      return parts.layout();
    }

    @Override
    public List<Parameter> parameters() {
      return parts.list();
    }

    @Override
    public double initScale() {
      return 1;
    }

    @Override
    public Anatomy anatomy() {
      return new Anatomy(
          parameters(),
          List.of(neurons.anatomy(in)),
          List.of(),
          List.of(new Anatomy.Stage("in.hook_post", in.out())),
          Optional.empty(),
          out.readout(List.of()));
    }

    @Override
    public Forward forward(
        Graph g, Examples examples, boolean training, Interventions interventions) {
      var pass = new Pass(g, examples, training, interventions);
      Node hidden = neurons.apply(pass, in.apply(pass, examples.features(g)));
      return pass.end(out.apply(pass, hidden));
    }
  }
}
