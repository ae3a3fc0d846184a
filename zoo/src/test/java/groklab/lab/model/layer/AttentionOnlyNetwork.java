package groklab.lab.model.layer;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.plan.ParameterLayout;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Examples;
import groklab.lab.model.Forward;
import groklab.lab.model.InitPreset;
import groklab.lab.model.Interventions;
import groklab.lab.model.Network;
import groklab.lab.model.Parameter;
import groklab.lab.model.Parameters;
import groklab.lab.model.Pass;
import groklab.lab.model.Role;
import groklab.lab.problem.Problem;
import java.util.List;
import java.util.Optional;

/// A network that groklab does not ship, of layers that it has: one layer of attention without
/// neurons.
final class AttentionOnlyNetwork implements Network {
  private static final int WIDTH = 8;
  private final Parameters parameters = new Parameters();
  private final int positions;
  private final Embedding embedding;
  private final SelfAttention attention;
  private final Linear readout;

  AttentionOnlyNetwork(Problem data) {
    var init = new Initialisation(InitPreset.NANDA, WIDTH);
    positions = data.inputs().length();
    embedding = Embedding.of(parameters, init, data.tokens("a test").vocabulary(), WIDTH);
    var heads = new SelfAttention.Shape(WIDTH, 2, positions, true, false, false, 1);
    attention = SelfAttention.of(parameters, init, "attn", heads);
    readout = Linear.of(parameters, init, Role.READOUT, "out.W", WIDTH, data.targets().width());
  }

  @Override
  public ParameterLayout layout() {
    return parameters.layout();
  }

  @Override
  public List<Parameter> parameters() {
    return parameters.list();
  }

  @Override
  public double initScale() {
    return 1;
  }

  @Override
  public Anatomy anatomy() {
    return new Anatomy(
        parameters(),
        List.of(),
        List.of(attention.anatomy(true)),
        List.of(new Anatomy.Stage("attended", WIDTH)),
        Optional.of(new Anatomy.TokenInput(Optional.of(embedding.anatomy()), Optional.empty())),
        readout.readout(List.of()));
  }

  @Override
  public Forward forward(
      Graph g, Examples examples, boolean training, Interventions interventions) {
    var pass = new Pass(g, examples, training, interventions);
    Node x = pass.name("attended", attention.apply(pass, embedding.apply(pass)));
    Ints scored = Ints.of(examples.data().targets().positions());
    Node last = g.gather(x, new Index.Positions(positions, scored, examples.count()));
    return pass.end(readout.apply(pass, last));
  }
}
