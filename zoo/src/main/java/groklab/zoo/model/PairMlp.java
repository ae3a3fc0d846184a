package groklab.zoo.model;

import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.model.Activation;
import groklab.lab.model.InitPreset;
import groklab.lab.model.Initial;
import groklab.lab.model.ModelSpec;
import groklab.lab.model.Network;
import groklab.lab.model.Parameters;
import groklab.lab.model.Role;
import groklab.lab.model.layer.Embedding;
import groklab.lab.model.layer.Initialisation;
import groklab.lab.model.layer.Linear;
import groklab.lab.model.layer.Neurons;
import groklab.lab.model.layer.TokenConcatenation;
import groklab.lab.model.layer.TokenSum;
import groklab.lab.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The linear models of arXiv 2306.17844: two embedded tokens, one or two hidden layers, no
/// attention. With x1, x2 the vectors of the tokens, φ the activation, L1 and L2 maps with biases
/// and U the unembedding without one:
///
/// - ALPHA: U·φ(L1(x1 + x2))
/// - BETA: U·φ(L2·φ(L1(x1 + x2)))
/// - GAMMA: U·φ(L2·φ(L1·x1 + L1·x2)), so that the bias of L1 counts twice
/// - DELTA: U·φ(L1[x1; x2]), the vectors side by side
/// - X: ALPHA with a table for each position
///
/// @param form which of the five
/// @param width d, of the hidden layers and of the vectors; those of DELTA have d/2 numbers
/// @param activation φ; the paper's is ReLU
/// @param initScale factor on every initial parameter, biases included
public record PairMlp(Form form, int width, Activation activation, double initScale)
    implements ModelSpec {

  public static final Kind<PairMlp> KIND = Kind.of("pair-mlp", PairMlp.class, PairMlp::read);

  public PairMlp {
    Check.between(2, width, MAX_WIDTH, "model.width", "256");
    Check.that(width % 2 == 0, "model.width", width, "an even number", "256");
    Check.positive(initScale, "model.initScale", "1.0");
  }

  /// How the two tokens meet.
  public enum Form {
    ALPHA,
    BETA,
    GAMMA,
    DELTA,
    X
  }

  private static PairMlp read(Section<PairMlp> s) {
    return new PairMlp(
        s.choice("form", Form.ALPHA, PairMlp::form),
        s.whole("width", 256, PairMlp::width),
        s.choice("activation", Activation.RELU, PairMlp::activation),
        s.number("initScale", 1, PairMlp::initScale));
  }

  @Override
  public Kind<PairMlp> kind() {
    return KIND;
  }

  @Override
  public Network network(Problem problem) {
    ChainNetwork.checkPair("pair-mlp", problem);
    var parameters = new Parameters();
    var maps = new Initialisation(InitPreset.DEFAULT, width);
    TokenEntry entry = entry(parameters, problem.tokens("model.kind is pair-mlp").vocabulary());
    List<ChainNetwork.Layer> layers = new ArrayList<>();
    int depth = form == Form.BETA || form == Form.GAMMA ? 2 : 1;
    for (int layer = 0; layer < depth; layer++) {
      String name = "layers." + layer;
      Linear map =
          Linear.of(parameters, maps, Role.HIDDEN, name + ".W", width, width)
              .withBias(parameters, maps, name + ".b");
      layers.add(new ChainNetwork.Layer(map, new Neurons(name, activation)));
    }
    Linear readout =
        Linear.of(
            parameters,
            new Initial.Normal(1 / Math.sqrt(width)),
            Role.READOUT,
            "unembed.W_U",
            width,
            problem.targets().width());
    return new ChainNetwork(parameters, initScale, entry, layers, readout);
  }

  private TokenEntry entry(Parameters parameters, int tokens) {
    var initial = new Initial.Normal(1 / Math.sqrt(width / 2.0));
    return switch (form) {
      case ALPHA, BETA ->
          new TokenEntry.MapOfSum(
              TokenSum.of(parameters, initial, TokenSum.shared(2, tokens, width)));
      case X ->
          new TokenEntry.MapOfSum(
              TokenSum.of(parameters, initial, TokenSum.separate(2, tokens, width)));
      case GAMMA ->
          new TokenEntry.SumOfMaps(
              TokenSum.of(parameters, initial, TokenSum.shared(2, tokens, width)));
      case DELTA -> {
        var table = Embedding.of(parameters, initial, tokens, width / 2);
        yield new TokenEntry.MapOfAll(new TokenConcatenation(2, tokens, Optional.of(table)));
      }
    };
  }

  @Override
  public SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("width", width);
    return row;
  }
}
