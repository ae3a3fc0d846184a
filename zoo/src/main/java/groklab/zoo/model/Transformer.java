package groklab.zoo.model;

import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import groklab.lab.model.Activation;
import groklab.lab.model.InitPreset;
import groklab.lab.model.ModelSpec;
import groklab.lab.model.Network;
import groklab.lab.model.NormKind;
import groklab.lab.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Decoder transformer.
///
/// @param layers number of blocks
/// @param width d, the residual stream's width
/// @param heads attention heads; width must be a multiple of it
/// @param mlpWidth hidden width of the feed-forward part; 0 = attention alone
/// @param norm where normalisation stands
/// @param normKind which normalisation (with gain; LayerNorm also with bias)
/// @param finalNorm a normalisation before the unembedding
/// @param activation of the feed-forward part
/// @param attentionBias biases in Q, K, V and O
/// @param mlpBias biases in the two feed-forward maps
/// @param unembedBias bias of the logits
/// @param positions how positions enter
/// @param tied unembedding = transposed embedding
/// @param causal causal mask (false: every position sees all)
/// @param dropout rate after the feed-forward output, in [0, 1)
/// @param init initialisation preset
/// @param initScale factor on every initial parameter
/// @param attentionRate a of arXiv 2306.17844, in [0, 1]: 1 = ordinary attention, 0 = all positions
///     count alike
/// @param output how the outputs begin and how large they are
public record Transformer(
    int layers,
    int width,
    int heads,
    int mlpWidth,
    NormPlace norm,
    NormKind normKind,
    boolean finalNorm,
    Activation activation,
    boolean attentionBias,
    boolean mlpBias,
    boolean unembedBias,
    Positions positions,
    boolean tied,
    boolean causal,
    double dropout,
    InitPreset init,
    double initScale,
    double attentionRate,
    Output output)
    implements ModelSpec {

  public static final Kind<Transformer> KIND =
      Kind.of("transformer", Transformer.class, Transformer::read);

  public Transformer {
    Check.between(1, layers, 1000, "model.layers", "1");
    Check.between(1, width, MAX_WIDTH, "model.width", "128");
    Check.between(1, heads, MAX_WIDTH, "model.heads", "4");
    if (width % heads != 0) {
      throw new SpecException(
          ("model.width is %d and model.heads is %d; expected a width that is a multiple of the"
                  + " heads; write e.g. model.width = %d")
              .formatted(width, heads, Math.max(1, Math.round((double) width / heads)) * heads));
    }
    Check.between(0, mlpWidth, MAX_WIDTH, "model.mlpWidth", "512");
    Check.belowOne(dropout, "model.dropout", "0.1");
    Check.positive(initScale, "model.initScale", "1.0");
    Check.that(
        attentionRate >= 0 && attentionRate <= 1,
        "model.attentionRate",
        attentionRate,
        "a number in [0, 1]",
        "1.0");
    if (positions == Positions.ROTARY && width / heads % 2 != 0) {
      throw new SpecException(
          ("model.positions is rotary, which turns pairs of numbers, but a head is %d wide; write"
                  + " e.g. model.width = %d")
              .formatted(width / heads, (width / heads + 1) * heads));
    }
    if (tied && output.lastLayer() == Output.LastLayer.ZERO) {
      throw new SpecException(
          "model.lastLayer is zero, but model.tied makes the last layer the embedding; write"
              + " model.tied = false or model.lastLayer = \"drawn\"");
    }
  }

  /// Where normalisation stands in a block.
  public enum NormPlace {
    NONE,
    PRE,
    POST
  }

  /// How positions enter.
  public enum Positions {
    LEARNED,
    SINUSOIDAL,
    ROTARY,
    NONE
  }

  static Transformer read(Section<Transformer> s) {
    return new Transformer(
        s.whole("layers", 1, Transformer::layers),
        s.whole("width", 128, Transformer::width),
        s.whole("heads", 4, Transformer::heads),
        s.whole("mlpWidth", 512, Transformer::mlpWidth),
        s.choice("norm", NormPlace.NONE, Transformer::norm),
        s.choice("normKind", NormKind.LAYER, Transformer::normKind),
        s.flag("finalNorm", false, Transformer::finalNorm),
        s.choice("activation", Activation.RELU, Transformer::activation),
        s.flag("attentionBias", false, Transformer::attentionBias),
        s.flag("mlpBias", true, Transformer::mlpBias),
        s.flag("unembedBias", false, Transformer::unembedBias),
        s.choice("positions", Positions.LEARNED, Transformer::positions),
        s.flag("tied", false, Transformer::tied),
        s.flag("causal", true, Transformer::causal),
        s.number("dropout", 0, Transformer::dropout),
        s.choice("init", InitPreset.NANDA, Transformer::init),
        s.number("initScale", 1, Transformer::initScale),
        s.number("attentionRate", 1, Transformer::attentionRate),
        Output.read(s, Transformer::output));
  }

  @Override
  public Kind<Transformer> kind() {
    return KIND;
  }

  @Override
  public Network network(Problem problem) {
    return new TransformerNetwork(this, Optional.empty(), problem);
  }

  @Override
  public SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("width", width);
    return row;
  }
}
