package groklab.zoo.model;

import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.model.ModelSpec;
import groklab.lab.model.Network;
import groklab.lab.model.layer.Experts;
import groklab.lab.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// A transformer whose feed-forward parts are mixtures of experts.
///
/// @param transformer all else; its `mlpWidth` is the width of one expert
/// @param routing which experts answer
public record MoeTransformer(Transformer transformer, Routing routing) implements ModelSpec {
  private static final int MOST_EXPERTS = 1024;

  public static final Kind<MoeTransformer> KIND =
      Kind.of("moe-transformer", MoeTransformer.class, MoeTransformer::read);

  public MoeTransformer {
    Check.between(1, transformer.mlpWidth(), MAX_WIDTH, "model.mlpWidth", "512");
  }

  /// @param experts E of each block
  /// @param perToken k, the experts that answer
  /// @param gates their weights
  /// @param loadBalance weight of the load-balance loss, mean over the blocks
  /// @param routerZ weight of the z-loss, mean over the blocks
  public record Routing(
      int experts, int perToken, Experts.Gates gates, double loadBalance, double routerZ) {

    public Routing {
      Check.between(1, experts, MOST_EXPERTS, "model.experts", "8");
      Check.between(1, perToken, experts, "model.expertsPerToken", "2");
      Check.notNegative(loadBalance, "model.loadBalance", "0.01");
      Check.notNegative(routerZ, "model.routerZ", "0.001");
    }

    private static Routing read(Section<Routing> s) {
      return new Routing(
          s.whole("experts", 8, Routing::experts),
          s.whole("expertsPerToken", 2, Routing::perToken),
          s.choice("gates", Experts.Gates.SOFTMAX, Routing::gates),
          s.number("loadBalance", 0.01, Routing::loadBalance),
          s.number("routerZ", 0.001, Routing::routerZ));
    }

    /// The experts of one block.
    Experts.Shape shape(Transformer of) {
      return new Experts.Shape(
          of.width(),
          of.mlpWidth(),
          experts,
          perToken,
          gates,
          of.activation(),
          of.mlpBias(),
          loadBalance / of.layers(),
          routerZ / of.layers());
    }
  }

  private static MoeTransformer read(Section<MoeTransformer> s) {
    return new MoeTransformer(
        s.component(Transformer::read, MoeTransformer::transformer),
        s.component(Routing::read, MoeTransformer::routing));
  }

  @Override
  public Kind<MoeTransformer> kind() {
    return KIND;
  }

  @Override
  public Network network(Problem problem) {
    return new TransformerNetwork(transformer, Optional.of(routing), problem);
  }

  @Override
  public SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>(transformer.row());
    row.put("experts", routing.experts());
    return row;
  }
}
