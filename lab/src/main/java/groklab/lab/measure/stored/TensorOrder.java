package groklab.lab.measure.stored;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The order of the parameters of our networks, from their names alone, so that sums over all
/// tensors have the same bits for weights in any order. Names that our networks do not have come
/// last, in lexicographic order.
final class TensorOrder {
  private static final Pattern LAYER = Pattern.compile("(?:blocks|layers)\\.(\\d{1,9})\\.(.*)");
  private static final List<String> BEFORE_LAYERS = List.of("embed.W_E", "pos_embed.W_pos");
  private static final List<String> IN_LAYER =
      List.of(
          "ln1.w",
          "ln1.b",
          "ln2.w",
          "ln2.b",
          "attn.W_Q",
          "attn.b_Q",
          "attn.W_K",
          "attn.b_K",
          "attn.W_V",
          "attn.b_V",
          "attn.W_O",
          "attn.b_O",
          "mlp.W_in",
          "mlp.W_out",
          "mlp.b_in",
          "mlp.b_out",
          "W",
          "b");
  private static final List<String> AFTER_LAYERS =
      List.of("ln_final.w", "ln_final.b", "unembed.W_U", "unembed.b_U", "output.W", "output.b");

  static final Comparator<String> COMPARATOR =
      Comparator.comparing(TensorOrder::place).thenComparing(Comparator.naturalOrder());

  /// Section, layer and part, each from 0.
  private record Place(int section, int layer, int part) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::section)
            .thenComparingInt(Place::layer)
            .thenComparingInt(Place::part);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  private TensorOrder() {}

  private static Place place(String name) {
    Matcher layer = LAYER.matcher(name);
    if (layer.matches()) {
      int part = IN_LAYER.indexOf(layer.group(2));
      return new Place(1, Integer.parseInt(layer.group(1)), part < 0 ? IN_LAYER.size() : part);
    }
    if (BEFORE_LAYERS.contains(name)) {
      return new Place(0, 0, BEFORE_LAYERS.indexOf(name));
    }
    return AFTER_LAYERS.contains(name)
        ? new Place(2, 0, AFTER_LAYERS.indexOf(name))
        : new Place(3, 0, 0);
  }
}
