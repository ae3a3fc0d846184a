package groklab.zoo.model;

import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
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
/// @param init initialisation preset
/// @param initScale factor on every initial parameter, biases included (arXiv 2210.01117)
public record Mlp(
    Input input,
    int hiddenLayers,
    int width,
    Activation activation,
    boolean bias,
    double dropout,
    InitPreset init,
    double initScale)
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
    return new Mlp(
        input(s),
        s.whole("hiddenLayers", 1, Mlp::hiddenLayers),
        s.whole("width", 250, Mlp::width),
        s.choice("activation", Activation.RELU, Mlp::activation),
        s.flag("bias", true, Mlp::bias),
        s.number("dropout", 0, Mlp::dropout),
        s.choice("init", InitPreset.DEFAULT, Mlp::init),
        s.number("initScale", 1, Mlp::initScale));
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
