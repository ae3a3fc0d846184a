package groklab.lab.spec;

/// The network.
public sealed interface ModelSpec {

  /// The widest layer accepted; beyond it one matrix fills the memory of an ordinary computer.
  int MAX_WIDTH = 1 << 16;

  /// Decoder transformer. TOML `kind = "transformer"`.
  ///
  /// @param layers number of blocks
  /// @param width d, the residual stream's width
  /// @param heads attention heads; width must be a multiple of it
  /// @param mlpWidth hidden width of the feed-forward part
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
  record Transformer(
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
      double initScale)
      implements ModelSpec {

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
      Check.between(1, mlpWidth, MAX_WIDTH, "model.mlpWidth", "512");
      Check.belowOne(dropout, "model.dropout", "0.1");
      Check.positive(initScale, "model.initScale", "1.0");
    }
  }

  /// Multi-layer perceptron on the tokens of an example. TOML `kind = "mlp"`.
  ///
  /// @param input how tokens enter
  /// @param embeddingWidth width of a token's embedding (input EMBEDDING only, else stored as 0)
  /// @param hiddenLayers number of hidden layers, at least 1
  /// @param width width of each hidden layer
  /// @param activation after each hidden layer
  /// @param bias biases in every layer
  /// @param dropout rate after each hidden activation, in [0, 1)
  /// @param init initialisation preset
  /// @param initScale factor on every initial parameter, biases included (arXiv 2210.01117)
  record Mlp(
      MlpInput input,
      int embeddingWidth,
      int hiddenLayers,
      int width,
      Activation activation,
      boolean bias,
      double dropout,
      InitPreset init,
      double initScale)
      implements ModelSpec {

    public Mlp {
      if (input == MlpInput.EMBEDDING) {
        Check.between(1, embeddingWidth, MAX_WIDTH, "model.embeddingWidth", "128");
      } else {
        embeddingWidth = 0;
      }
      Check.between(1, hiddenLayers, 1000, "model.hiddenLayers", "1");
      Check.between(1, width, MAX_WIDTH, "model.width", "250");
      Check.belowOne(dropout, "model.dropout", "0.1");
      Check.positive(initScale, "model.initScale", "1.0");
    }
  }

  enum NormPlace {
    NONE,
    PRE,
    POST
  }

  enum Positions {
    LEARNED,
    SINUSOIDAL,
    NONE
  }

  /// ONEHOT: one-hot vectors of all tokens, concatenated; EMBEDDING: one learned table, looked up
  /// and concatenated.
  enum MlpInput {
    ONEHOT,
    EMBEDDING
  }
}
