package groklab.zoo.model;

import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import groklab.lab.kind.Toml;
import groklab.lab.kind.TomlForm;
import groklab.lab.model.Activation;
import groklab.lab.model.InitPreset;
import groklab.lab.model.ModelSpec;
import groklab.lab.model.Network;
import groklab.lab.problem.Problem;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Multi-layer perceptron on the tokens of an example.
///
/// @param input how tokens enter
/// @param hiddenLayers number of hidden layers, at least 1
/// @param width width of each hidden layer
/// @param activation after each hidden layer
/// @param bias biases in every layer
/// @param dropout rate after each hidden activation, in [0, 1)
/// @param depth what helps many layers to train
/// @param parametrisation where widths enter
/// @param init initialisation preset
/// @param initScale factor on every initial parameter, biases included (arXiv 2210.01117)
/// @param output how the outputs begin and how large they are
public record Mlp(
    Input input,
    int hiddenLayers,
    int width,
    Activation activation,
    boolean bias,
    double dropout,
    Depth depth,
    Parametrisation parametrisation,
    InitPreset init,
    double initScale,
    Output output)
    implements ModelSpec {

  public static final Kind<Mlp> KIND = Kind.of("mlp", Mlp.class, Mlp::read);

  public Mlp {
    Check.between(1, hiddenLayers, 1000, "model.hiddenLayers", "1");
    Check.between(1, width, MAX_WIDTH, "model.width", "250");
    Check.belowOne(dropout, "model.dropout", "0.1");
    Check.positive(initScale, "model.initScale", "1.0");
    if (init == InitPreset.NANDA) {
      throw new SpecException(
          "model.init is nanda, which is defined for transformers only; write model.init ="
              + " \"default\" or \"kaiming\"");
    }
    if (parametrisation != Parametrisation.STANDARD && init != InitPreset.UNIT) {
      throw new SpecException(
          ("model.parametrisation is %s, whose weights begin as N(0, 1), but model.init is %s;"
                  + " write model.init = \"unit\"")
              .formatted(Toml.name(parametrisation), Toml.name(init)));
    }
    if (depth.residual() && hiddenLayers == 1) {
      throw new SpecException(
          "model.residual is true, but model.hiddenLayers is 1 and the first layer cannot be"
              + " skipped; write at least model.hiddenLayers = 2 or model.residual = false");
    }
  }

  /// What helps many layers to train.
  ///
  /// @param residual every hidden layer but the first adds to its input
  /// @param norm in front of every map but the first
  public record Depth(boolean residual, Norms norm) {

    /// Whether it changes nothing.
    public boolean isPlain() {
      return !residual && norm == Norms.NONE;
    }
  }

  /// Normalisation of what a map reads.
  public enum Norms {
    NONE,
    LAYER,
    RMS
  }

  /// Where widths enter: in the initial weights, or in the forward pass.
  public enum Parametrisation {
    /// x·W + b, W drawn by the preset
    STANDARD,
    /// x·W/√fan_in + b in every layer, W ~ N(0, 1), b = 0
    NTK,
    /// the same but for the readout, which is x·W/fan_in + b
    MEAN_FIELD;

    /// The factor on a product with a matrix of `fanIn` rows.
    double factor(int fanIn, boolean readout) {
      return switch (this) {
        case STANDARD -> 1;
        case NTK -> 1 / Math.sqrt(fanIn);
        case MEAN_FIELD -> readout ? 1.0 / fanIn : 1 / Math.sqrt(fanIn);
      };
    }
  }

  /// How tokens enter.
  public sealed interface Input {

    /// One-hot vectors of all tokens, concatenated.
    record OneHot() implements Input {}

    /// One learned table, looked up and concatenated.
    ///
    /// @param width of a token's embedding
    record Embedding(int width) implements Input {
      public Embedding {
        Check.between(1, width, MAX_WIDTH, "model.embeddingWidth", "128");
      }
    }
  }

  private enum InputForm {
    ONEHOT,
    EMBEDDING
  }

  private static Mlp read(Section<Mlp> s) {
    Input input = input(s);
    int hiddenLayers = s.whole("hiddenLayers", 1, Mlp::hiddenLayers);
    int width = s.whole("width", 250, Mlp::width);
    Activation activation = s.choice("activation", Activation.RELU, Mlp::activation);
    boolean bias = s.flag("bias", true, Mlp::bias);
    double dropout = s.number("dropout", 0, Mlp::dropout);
    var depth =
        new Depth(
            s.flag("residual", false, mlp -> mlp.depth().residual()),
            s.choice("norm", Norms.NONE, mlp -> mlp.depth().norm()));
    return new Mlp(
        input,
        hiddenLayers,
        width,
        activation,
        bias,
        dropout,
        depth,
        s.choice("parametrisation", Parametrisation.STANDARD, Mlp::parametrisation),
        s.choice("init", InitPreset.DEFAULT, Mlp::init),
        s.number("initScale", 1, Mlp::initScale),
        Output.read(s, Mlp::output));
  }

  private static Input input(Section<Mlp> s) {
    var form =
        s.choice(
            "input",
            InputForm.ONEHOT,
            mlp ->
                switch (mlp.input()) {
                  case Input.OneHot _ -> InputForm.ONEHOT;
                  case Input.Embedding _ -> InputForm.EMBEDDING;
                });
    var embeds = new Section.Condition(form == InputForm.EMBEDDING, "model.input is \"onehot\"");
    int width =
        s.fieldIf(embeds, "embeddingWidth", TomlForm.INT, 128, mlp -> embeddingWidth(mlp.input()));
    return switch (form) {
      case ONEHOT -> new Input.OneHot();
      case EMBEDDING -> new Input.Embedding(width);
    };
  }

  private static int embeddingWidth(Input input) {
    return switch (input) {
      case Input.OneHot _ -> 0;
      case Input.Embedding(int width) -> width;
    };
  }

  @Override
  public Kind<Mlp> kind() {
    return KIND;
  }

  @Override
  public Network network(Problem problem) {
    return new MlpNetwork(this, problem);
  }

  @Override
  public SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("width", width);
    return row;
  }
}
