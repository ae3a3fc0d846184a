package groklab.measures;

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
import groklab.lab.model.layer.Embedding;
import groklab.lab.model.layer.Initialisation;
import groklab.lab.model.layer.Linear;
import groklab.lab.model.layer.SelfAttention;
import groklab.lab.model.layer.TokenConcatenation;
import groklab.lab.problem.Problem;
import java.util.List;
import java.util.Optional;

/// Networks that lack what measures look at, and that no measure was written for.
final class OtherNetworks {
  private static final int WIDTH = 8;
  private static final Initialisation INIT = new Initialisation(InitPreset.DEFAULT, WIDTH);

  private OtherNetworks() {}

  abstract static sealed class Other implements Network {
    final Parameters parameters = new Parameters();

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
  }

  /// One layer of attention and no neurons.
  static final class AttentionOnly extends Other {
    private final int positions;
    private final Embedding embedding;
    private final SelfAttention attention;
    private final Linear readout;

    AttentionOnly(Problem data) {
      positions = data.inputs().length();
      embedding = Embedding.of(parameters, INIT, data.tokens("a test").vocabulary(), WIDTH);
      var heads = new SelfAttention.Shape(WIDTH, 2, positions, true, false, false, 1);
      attention = SelfAttention.of(parameters, INIT, "attn", heads);
      readout = Linear.of(parameters, INIT, Role.READOUT, "out.W", WIDTH, data.targets().width());
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

  /// Logits that are sums of a number for each token, and a parameter that only stands there.
  static final class Sum extends Other {
    private final TokenConcatenation tokens;
    private final Linear readout;

    Sum(Problem data) {
      tokens =
          new TokenConcatenation(
              data.inputs().length(), data.tokens("a test").vocabulary(), Optional.empty());
      readout =
          Linear.of(parameters, INIT, Role.READOUT, "W", tokens.width(), data.targets().width())
              .withBias(parameters, INIT, "helper");
    }

    @Override
    public List<Parameter> parameters() {
      return super.parameters().stream()
          .map(p ->
              new Parameter(
                  p.view(),
                  p.shape(),
                  p.order(),
                  p.initial(),
                  p.role(),
                  p.trainable(),
                  p.name().equals("helper")))
          .toList();
    }

    @Override
    public Anatomy anatomy() {
      return new Anatomy(
          parameters(),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          readout.readout(List.of()));
    }

    @Override
    public Forward forward(
        Graph g, Examples examples, boolean training, Interventions interventions) {
      var pass = new Pass(g, examples, training, interventions);
      return pass.end(tokens.apply(pass, readout));
    }
  }
}
