package groklab.lab.model;

import java.util.List;
import java.util.Optional;

/// What a network is made of, in words that hold for every network: its hidden layers, its
/// attention, how tokens enter and how classes are read out, each with the names of its parameters
/// and of its activations. Measures and views ask it, so none of them knows a model class.
///
/// A list may be empty and an optional part absent: who needs it then does not apply. It holds
/// names and sizes only, no weights and no graph.
///
/// @param parameters all, in layout order
/// @param hiddenLayers layers of neurons, from the input to the output
/// @param attentionLayers from the input to the output
/// @param stages what one part of the network hands on to the next, from the input to the output;
///     the logits are not among them
/// @param tokenInput how tokens enter; empty for a network that reads no tokens
/// @param readout what reads the classes out
/// @param routedLayers layers of experts, from the input to the output; their neurons are no hidden
///     layers, since a gate stands behind them
public record Anatomy(
    List<Parameter> parameters,
    List<HiddenLayer> hiddenLayers,
    List<AttentionLayer> attentionLayers,
    List<Stage> stages,
    Optional<TokenInput> tokenInput,
    Readout readout,
    List<RoutedLayer> routedLayers) {

  public Anatomy {
    parameters = List.copyOf(parameters);
    hiddenLayers = List.copyOf(hiddenLayers);
    attentionLayers = List.copyOf(attentionLayers);
    stages = List.copyOf(stages);
    routedLayers = List.copyOf(routedLayers);
  }

  /// A network without experts.
  public Anatomy(
      List<Parameter> parameters,
      List<HiddenLayer> hiddenLayers,
      List<AttentionLayer> attentionLayers,
      List<Stage> stages,
      Optional<TokenInput> tokenInput,
      Readout readout) {
    this(parameters, hiddenLayers, attentionLayers, stages, tokenInput, readout, List.of());
  }

  /// A layer of neurons, activation(x·in + bias), whose output the next layer reads, or of which
  /// post·out is added to a residual stream.
  ///
  /// @param pre hook in front of the activation function, `[rows, width]`
  /// @param post hook behind it, `[rows, width]`
  /// @param width number of neurons
  /// @param in parameter that reads in, `[.., width]`
  /// @param out parameter that writes to the residual stream, `[width, d]`; empty without a
  ///     residual stream
  public record HiddenLayer(String pre, String post, int width, String in, Optional<String> out) {}

  /// A layer of attention heads. A hook of heads has the heads side by side in its columns.
  ///
  /// @param headWidth columns of each head in queries, keys, values and their mixture
  /// @param scoredOnly whether what the heads give reaches the logits at the scored positions only,
  ///     as in the last layer
  public record AttentionLayer(
      int heads, int headWidth, Hooks hooks, Matrices matrices, boolean scoredOnly) {

    /// Names of activations; rows are (example, position).
    ///
    /// @param query `[rows, heads·headWidth]`
    /// @param key `[rows, heads·headWidth]`
    /// @param value `[rows, heads·headWidth]`
    /// @param scores before the softmax, `[rows, heads·positions]`
    /// @param pattern after the softmax, `[rows, heads·positions]`
    /// @param mixed pattern · value of each head, `[rows, heads·headWidth]`
    public record Hooks(
        String query, String key, String value, String scores, String pattern, String mixed) {}

    /// Names of parameters.
    ///
    /// @param query `[d, heads·headWidth]`
    /// @param key `[d, heads·headWidth]`
    /// @param value `[d, heads·headWidth]`
    /// @param output `[heads·headWidth, d]`
    public record Matrices(String query, String key, String value, String output) {}
  }

  /// A layer of experts, of which a router chooses a few for each row.
  ///
  /// @param shares hook of the router's softmax over all experts, `[rows, experts]`
  /// @param chosen hook of what is chosen: 1 for the experts that answer, else 0, of the same shape
  /// @param router parameter, `[d, experts]`
  public record RoutedLayer(String shares, String chosen, String router, int experts) {}

  /// An activation that everything behind it is a function of.
  ///
  /// @param hook `[rows, width]`
  public record Stage(String hook, int width) {}

  /// How a token enters at position t: as its row of the table T_t = s·E·W_t, `[vocabulary,
  /// width]`. E is the embedding, `[vocabulary, k]`, and W_t the block of rows t·k .. t·k + k − 1
  /// of the matrix that reads all positions, `[positions·k, width]`. Where one of the two is
  /// absent, the identity stands for it: without E the input is one-hot (k = vocabulary), without W
  /// every position enters the residual stream alike. At least one is there.
  ///
  /// @param embedding E
  /// @param blocks W
  public record TokenInput(Optional<Embedding> embedding, Optional<Blocks> blocks) {

    public TokenInput {
      if (embedding.isEmpty() && blocks.isEmpty()) {
        throw new IllegalArgumentException(
            "tokens enter by an embedding, by blocks of a matrix or by both; expected one of them");
      }
    }

    /// Columns of T_t.
    public int width() {
      return blocks.map(Blocks::width).orElseGet(() -> embedding.orElseThrow().width());
    }

    /// k, the numbers that stand for one token in the input.
    public int perToken() {
      return blocks.map(Blocks::rows).orElseGet(() -> embedding.orElseThrow().width());
    }
  }

  /// A table of token vectors.
  ///
  /// @param table parameter, `[vocabulary, width]`
  /// @param hook of the vectors looked up, `[examples·positions, width]`
  public record Embedding(String table, String hook, int width) {}

  /// A matrix with a block of rows for each position.
  ///
  /// @param matrix parameter, `[positions·rows, width]`
  /// @param hook of the sum over the positions, with the bias, `[examples, width]`
  /// @param rows of a block
  /// @param factor s, by which the forward pass multiplies every product with the matrix
  public record Blocks(String matrix, String hook, int rows, int width, double factor) {}

  /// What reads the classes out of the last stage, up to a factor above 0 that all logits share.
  ///
  /// @param matrix parameter, `[d, classes]`
  /// @param transposed whether it is stored as `[classes, d]`: a tied readout is the embedding
  /// @param bias parameter, `[1, classes]`
  /// @param norms normalisations that stand between what the last hidden layer writes and the
  ///     readout, in order; the parameters of NAME are NAME.w and NAME.b
  public record Readout(
      String matrix, boolean transposed, Optional<String> bias, List<String> norms) {

    public Readout {
      norms = List.copyOf(norms);
    }
  }

  /// The hidden layer next to the readout.
  public Optional<HiddenLayer> lastHidden() {
    return hiddenLayers.isEmpty() ? Optional.empty() : Optional.of(hiddenLayers.getLast());
  }

  /// The table of token vectors, if tokens have vectors.
  public Optional<Embedding> embedding() {
    return tokenInput.flatMap(TokenInput::embedding);
  }

  /// Whether the readout is the embedding, so that its parameter is no layer of its own.
  public boolean isTied() {
    return embedding().map(e -> e.table().equals(readout.matrix())).orElse(false);
  }

  /// A parameter that the network has.
  public Parameter parameter(String name) {
    return parameters.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  /// The parameters of a role, in layout order.
  public List<Parameter> parameters(Role role) {
    return parameters.stream().filter(p -> p.role() == role).toList();
  }
}
