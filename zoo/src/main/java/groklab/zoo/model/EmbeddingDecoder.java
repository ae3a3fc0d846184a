package groklab.zoo.model;

import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import groklab.lab.model.Activation;
import groklab.lab.model.InitPreset;
import groklab.lab.model.Initial;
import groklab.lab.model.ModelSpec;
import groklab.lab.model.Network;
import groklab.lab.model.Parameters;
import groklab.lab.model.Role;
import groklab.lab.model.layer.Initialisation;
import groklab.lab.model.layer.Linear;
import groklab.lab.model.layer.Neurons;
import groklab.lab.model.layer.TokenSum;
import groklab.lab.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The toy of arXiv 2205.10343: the sum of the two tokens' vectors, decoded by a perceptron.
///
/// @param embeddingWidth numbers of a token's vector
/// @param embeddingScale vectors begin in U[−1/2, 1/2] times this
/// @param hiddenLayers of the decoder, at least 1
/// @param width of each hidden layer
/// @param activation after each hidden layer
/// @param init initialisation preset of the decoder
/// @param initScale factor on every initial parameter, vectors and biases included
public record EmbeddingDecoder(
    int embeddingWidth,
    double embeddingScale,
    int hiddenLayers,
    int width,
    Activation activation,
    InitPreset init,
    double initScale)
    implements ModelSpec {

  public static final Kind<EmbeddingDecoder> KIND =
      Kind.of("embedding-decoder", EmbeddingDecoder.class, EmbeddingDecoder::read);

  public EmbeddingDecoder {
    Check.between(1, embeddingWidth, MAX_WIDTH, "model.embeddingWidth", "1");
    Check.positive(embeddingScale, "model.embeddingScale", "1.0");
    Check.between(1, hiddenLayers, 1000, "model.hiddenLayers", "2");
    Check.between(1, width, MAX_WIDTH, "model.width", "200");
    Check.positive(initScale, "model.initScale", "1.0");
    if (init == InitPreset.NANDA) {
      throw new SpecException(
          "model.init is nanda, which is defined for transformers only; write model.init ="
              + " \"default\" or \"kaiming\"");
    }
  }

  private static EmbeddingDecoder read(Section<EmbeddingDecoder> s) {
    return new EmbeddingDecoder(
        s.whole("embeddingWidth", 1, EmbeddingDecoder::embeddingWidth),
        s.number("embeddingScale", 1, EmbeddingDecoder::embeddingScale),
        s.whole("hiddenLayers", 2, EmbeddingDecoder::hiddenLayers),
        s.whole("width", 200, EmbeddingDecoder::width),
        s.choice("activation", Activation.TANH, EmbeddingDecoder::activation),
        s.choice("init", InitPreset.DEFAULT, EmbeddingDecoder::init),
        s.number("initScale", 1, EmbeddingDecoder::initScale));
  }

  @Override
  public Kind<EmbeddingDecoder> kind() {
    return KIND;
  }

  @Override
  public Network network(Problem problem) {
    ChainNetwork.checkPair("embedding-decoder", problem);
    var parameters = new Parameters();
    int tokens = problem.tokens("model.kind is embedding-decoder").vocabulary();
    var vectors =
        TokenSum.of(
            parameters,
            new Initial.Uniform(embeddingScale / 2),
            TokenSum.shared(2, tokens, embeddingWidth));
    List<ChainNetwork.Layer> layers = new ArrayList<>();
    int fanIn = embeddingWidth;
    for (int layer = 0; layer < hiddenLayers; layer++) {
      String name = "layers." + layer;
      Linear map = linear(parameters, Role.HIDDEN, name, fanIn, width);
      layers.add(new ChainNetwork.Layer(map, new Neurons(name, activation)));
      fanIn = width;
    }
    Linear readout = linear(parameters, Role.READOUT, "output", fanIn, problem.targets().width());
    return new ChainNetwork(
        parameters, initScale, new TokenEntry.MapOfSum(vectors), layers, readout);
  }

  private Linear linear(Parameters parameters, Role role, String name, int in, int out) {
    var maps = new Initialisation(init, width);
    return Linear.of(parameters, maps, role, name + ".W", in, out)
        .withBias(parameters, maps, name + ".b");
  }

  @Override
  public SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("width", width);
    return row;
  }
}
