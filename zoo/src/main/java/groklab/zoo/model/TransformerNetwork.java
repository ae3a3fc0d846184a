package groklab.zoo.model;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.plan.ParameterLayout;
import groklab.lab.kind.SpecException;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Examples;
import groklab.lab.model.Forward;
import groklab.lab.model.Interventions;
import groklab.lab.model.Network;
import groklab.lab.model.Parameter;
import groklab.lab.model.Parameters;
import groklab.lab.model.Pass;
import groklab.lab.model.Role;
import groklab.lab.model.layer.Embedding;
import groklab.lab.model.layer.Experts;
import groklab.lab.model.layer.FeedForward;
import groklab.lab.model.layer.Initialisation;
import groklab.lab.model.layer.Linear;
import groklab.lab.model.layer.Norm;
import groklab.lab.model.layer.PositionTable;
import groklab.lab.model.layer.PositionWise;
import groklab.lab.model.layer.SelfAttention;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decoder transformer with parameters and hooks under TransformerLens names: the networks of arXiv
/// 2201.02177 (post-norm, sinusoidal, no biases) and arXiv 2301.05217 (no norm, learned positions,
/// biases in the MLP) are settings of it.
final class TransformerNetwork implements Network {
  private final Transformer spec;
  private final Optional<MoeTransformer.Routing> routing;
  private final int positions;
  private final Initialisation init;
  private final Parameters parameters = new Parameters();
  private final Embedding embedding;
  private final Optional<PositionTable> positionTable;
  private final List<Block> blocks = new ArrayList<>();
  private final Optional<Norm> finalNorm;
  private final Linear readout;

  /// @param routing of the experts that stand in place of the feed-forward part; empty = none
  TransformerNetwork(Transformer spec, Optional<MoeTransformer.Routing> routing, Problem problem) {
    this.spec = spec;
    this.routing = routing;
    Inputs.Tokens tokens =
        problem.tokens(
            "model.kind is " + (routing.isPresent() ? "moe-transformer" : "transformer"));
    this.positions = tokens.length();
    this.init = new Initialisation(spec.init(), spec.width());
    int vocabulary = tokens.vocabulary();
    int classes = problem.targets().width();
    if (spec.tied() && classes != vocabulary) {
      throw new SpecException(
          ("model.tied is true, but the task has %d input tokens and %d classes; write "
                  + "model.tied = false")
              .formatted(vocabulary, classes));
    }
    this.embedding = Embedding.of(parameters, init, vocabulary, spec.width());
    this.positionTable = positionTable();
    for (int layer = 0; layer < spec.layers(); layer++) {
      blocks.add(block("blocks." + layer));
    }
    this.finalNorm = spec.finalNorm() ? Optional.of(norm("ln_final")) : Optional.empty();
    this.readout = readout(classes);
  }

  // --- parameters --------------------------------------------------------------------------------

  /// A block's parts; the norms stand in front of attention and feed-forward part or behind what
  /// they add to the residual stream.
  ///
  /// @param fed the feed-forward part; empty = attention alone
  private record Block(
      String name, Optional<Norm> first, SelfAttention attention, Optional<Fed> fed) {}

  private record Fed(Optional<Norm> norm, PositionWise part) {}

  private Optional<PositionTable> positionTable() {
    return switch (spec.positions()) {
      case LEARNED -> Optional.of(PositionTable.learned(parameters, init, positions, spec.width()));
      case SINUSOIDAL -> Optional.of(PositionTable.sinusoidal(positions, spec.width()));
      case ROTARY, NONE -> Optional.empty();
    };
  }

  private Block block(String name) {
    boolean norms = spec.norm() != Transformer.NormPlace.NONE;
    Optional<Norm> first = norms ? Optional.of(norm(name + ".ln1")) : Optional.empty();
    var heads =
        new SelfAttention.Shape(
            spec.width(),
            spec.heads(),
            positions,
            spec.causal(),
            spec.attentionBias(),
            spec.positions() == Transformer.Positions.ROTARY,
            spec.attentionRate());
    Optional<Norm> second =
        norms && spec.mlpWidth() > 0 ? Optional.of(norm(name + ".ln2")) : Optional.empty();
    SelfAttention attention = SelfAttention.of(parameters, init, name + ".attn", heads);
    Optional<Fed> fed =
        spec.mlpWidth() == 0
            ? Optional.empty()
            : Optional.of(new Fed(second, feedForward(name + ".mlp")));
    return new Block(name, first, attention, fed);
  }

  private PositionWise feedForward(String name) {
    if (routing.isPresent()) {
      return Experts.of(parameters, init, name, routing.get().shape(spec));
    }
    var neurons =
        new FeedForward.Shape(spec.width(), spec.mlpWidth(), spec.activation(), spec.mlpBias());
    return FeedForward.of(parameters, init, name, neurons);
  }

  private Norm norm(String name) {
    return Norm.of(parameters, name, spec.width(), spec.normKind());
  }

  private Linear readout(int classes) {
    Initialisation drawn = init.forReadout(classes);
    Linear map =
        spec.tied()
            ? Linear.tied(embedding)
            : Linear.of(
                parameters,
                spec.output().readout(drawn.weight(spec.width())),
                Role.READOUT,
                "unembed.W_U",
                spec.width(),
                classes);
    return spec.unembedBias()
        ? map.withBias(parameters, spec.output().readout(init.bias(spec.width())), "unembed.b_U")
        : map;
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
    return spec.initScale();
  }

  @Override
  public Anatomy anatomy() {
    List<Anatomy.HiddenLayer> hidden = new ArrayList<>();
    List<Anatomy.AttentionLayer> attention = new ArrayList<>();
    List<Anatomy.Stage> stages = new ArrayList<>();
    List<Anatomy.RoutedLayer> routed = new ArrayList<>();
    for (Block block : blocks) {
      block
          .fed()
          .ifPresent(fed -> {
            switch (fed.part()) {
              case FeedForward neurons -> hidden.add(neurons.anatomy());
              case Experts experts -> routed.add(experts.anatomy());
            }
          });
      attention.add(block.attention().anatomy(attention.size() == blocks.size() - 1));
      stages.add(new Anatomy.Stage(block.name() + ".hook_resid_mid", spec.width()));
      stages.add(new Anatomy.Stage(block.name() + ".hook_resid_post", spec.width()));
    }
    List<String> norms = new ArrayList<>();
    if (spec.norm() == Transformer.NormPlace.POST) {
      Block last = blocks.getLast();
      last.fed().map(Fed::norm).orElse(last.first()).ifPresent(norm -> norms.add(norm.name()));
    }
    finalNorm.ifPresent(norm -> norms.add(norm.name()));
    return new Anatomy(
        parameters(),
        hidden,
        attention,
        stages,
        Optional.of(new Anatomy.TokenInput(Optional.of(embedding.anatomy()), Optional.empty())),
        readout.readout(norms),
        routed);
  }

  // --- forward -----------------------------------------------------------------------------------

  @Override
  public Forward forward(
      Graph g, Examples examples, boolean training, Interventions interventions) {
    var pass = new Pass(g, examples, training, interventions);
    Node x = embedding.apply(pass);
    if (positionTable.isPresent()) {
      x = positionTable.get().addTo(pass, x);
    }
    for (Block block : blocks) {
      x = apply(pass, block, x);
    }
    if (finalNorm.isPresent()) {
      x = finalNorm.get().named(pass, x);
    }
    Ints scored = Ints.of(examples.data().targets().positions());
    Node last = g.gather(x, new Index.Positions(positions, scored, examples.count()));
    return pass.end(g.scale(readout.apply(pass, last), spec.output().scale()));
  }

  private Node apply(Pass pass, Block block, Node residual) {
    Graph g = pass.graph();
    String name = block.name();
    Node x = pass.name(name + ".hook_resid_pre", residual);
    Node attended = block.attention().apply(pass, before(pass, block.first(), x));
    x = g.add(x, pass.name(name + ".hook_attn_out", attended));
    x = pass.name(name + ".hook_resid_mid", behind(pass, block.first(), x));
    if (block.fed().isPresent()) {
      x = fed(pass, name, block.fed().get(), x);
    }
    return pass.name(name + ".hook_resid_post", x);
  }

  private Node fed(Pass pass, String name, Fed fed, Node x) {
    Node out = fed.part().apply(pass, before(pass, fed.norm(), x));
    Node added = pass.name(name + ".hook_mlp_out", out);
    Node sum = pass.graph().add(x, pass.dropout(name + ".mlp", added, spec.dropout()));
    return behind(pass, fed.norm(), sum);
  }

  private Node before(Pass pass, Optional<Norm> norm, Node x) {
    return spec.norm() == Transformer.NormPlace.PRE ? norm.orElseThrow().named(pass, x) : x;
  }

  private Node behind(Pass pass, Optional<Norm> norm, Node x) {
    return spec.norm() == Transformer.NormPlace.POST ? norm.orElseThrow().apply(pass, x) : x;
  }
}
