package groklab.monitor.checkpoint;

import groklab.monitor.weights.WeightTensor;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// All layouts that are known, in the order in which they are asked.
final class Layouts {
  private static final List<Layout> ALL =
      List.of(
          Layout.of(
              "TransformerLens",
              List.of("blocks\\.\\d+\\.attn\\.W_Q$"),
              "embed\\.",
              "token embedding",
              "pos_embed\\.",
              "position embedding",
              "blocks\\.(\\d+)\\.attn\\.",
              "layer $1 attention",
              "blocks\\.(\\d+)\\.mlp\\.",
              "layer $1 mlp",
              "blocks\\.(\\d+)\\.ln",
              "layer $1 norms",
              "ln_final\\.",
              "final norm",
              "unembed\\.",
              "unembedding"),
          Layout.of(
              "GPT-2",
              List.of("wte\\.weight$", "h\\.\\d+\\.attn\\.c_attn\\.weight$"),
              "wte\\.",
              "token embedding",
              "wpe\\.",
              "position embedding",
              "h\\.(\\d+)\\.attn\\.",
              "layer $1 attention",
              "h\\.(\\d+)\\.mlp\\.",
              "layer $1 mlp",
              "h\\.(\\d+)\\.ln_",
              "layer $1 norms",
              "ln_f\\.",
              "final norm",
              "lm_head\\.",
              "unembedding"),
          Layout.of(
              "Llama",
              List.of("embed_tokens\\.weight$", "layers\\.\\d+\\.self_attn\\.q_proj\\.weight$"),
              "embed_tokens\\.",
              "token embedding",
              "layers\\.(\\d+)\\.self_attn\\.",
              "layer $1 attention",
              "layers\\.(\\d+)\\.mlp\\.",
              "layer $1 mlp",
              "layers\\.(\\d+)\\.[a-z_]*norm",
              "layer $1 norms",
              "norm\\.",
              "final norm",
              "lm_head\\.",
              "unembedding"));

  /// What programs keep among the weights although nothing trains it.
  private static final Pattern BUFFER =
      Pattern.compile(
          "(?:^|[./])(?:running_mean|running_var|inv_freq|masked_bias|causal_mask|mask|tril)$"
              + "|(?:^|[./])IGNORE$"
              + "|(?:^|[./])(?:optim\\w*|opt_state)[./]");

  /// GPT-2 calls its causal mask so, which has four dimensions.
  private static final Pattern MASK = Pattern.compile("(?:^|[./])attn\\.bias$");

  private static final int MASK_DIMENSIONS = 4;

  /// The number of a layer in a name of no known layout.
  private static final Pattern LAYER = Pattern.compile("^(.*?[A-Za-z_]+[./]\\d+)[./]");

  /// Parts of the known layouts, which have names in common.
  private static final Pattern NUMBERED = Pattern.compile("^layer (\\d{1,6}) ");

  private Layouts() {}

  /// Where a part of a known layout stands in the network.
  static int place(String part) {
    Matcher layer = NUMBERED.matcher(part);
    if (layer.find()) {
      return 1 + Integer.parseInt(layer.group(1));
    }
    return part.endsWith(" embedding") ? 0 : Integer.MAX_VALUE;
  }

  static Optional<Layout> of(Collection<String> names) {
    return ALL.stream().filter(each -> each.isOf(names)).findFirst();
  }

  static boolean isBuffer(String name, WeightTensor tensor) {
    return BUFFER.matcher(name).find()
        || (MASK.matcher(name).find() && tensor.shape().length == MASK_DIMENSIONS);
  }

  /// The part of a tensor by its layout, or else what stands in front of its own name.
  static String part(Optional<Layout> layout, String tensor) {
    return layout
        .flatMap(each -> each.part(tensor))
        .orElseGet(() -> {
          Matcher layer = LAYER.matcher(tensor);
          int end = Math.max(tensor.lastIndexOf('.'), tensor.lastIndexOf('/'));
          return layer.find() ? layer.group(1) : end < 0 ? tensor : tensor.substring(0, end);
        });
  }
}
