package groklab.web.landscape;

import groklab.measures.frame.LossLandscape.Heights;
import groklab.measures.frame.LossLandscape.Profile;
import groklab.measures.frame.LossLandscape.Surface;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A loss landscape as JSON; the keys are described in `landscape.js`.
public final class LandscapeJson {
  private static final MathContext FIVE_DIGITS = new MathContext(5);

  private LandscapeJson() {}

  public static String of(Surface plane) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("memorising", plane.memorising()).put("memorised", plane.memorised());
    node.put("generalising", plane.generalising()).put("generalised", plane.generalised());
    node.put("weightDecay", plane.penalty().strength());
    node.put("decay", plane.penalty().form().name().toLowerCase(Locale.ROOT));
    put(node, "xs", plane.xs());
    put(node, "ys", plane.ys());
    put(node, plane.heights());
    var shadow = node.putArray("path");
    plane
        .path()
        .forEach(at ->
            shadow
                .addObject()
                .put("step", at.step())
                .put("x", rounded(at.x()))
                .put("y", rounded(at.y()))
                .put("distance", rounded(at.distance())));
    return node.toString();
  }

  public static String of(Profile line) {
    ObjectNode node =
        JsonNodeFactory.instance.objectNode().put("from", line.from()).put("to", line.to());
    put(node, "positions", line.positions());
    put(node, line.heights());
    return node.toString();
  }

  private static void put(ObjectNode node, Heights heights) {
    put(node, "train", heights.train());
    heights.validation().ifPresent(validation -> put(node, "validation", validation));
    put(node, "squares", heights.squares());
  }

  /// A loss that is not finite has no height.
  private static void put(ObjectNode node, String key, double[] values) {
    var list = node.putArray(key);
    for (double value : values) {
      if (Double.isFinite(value)) {
        list.add(rounded(value));
      } else {
        list.addNull();
      }
    }
  }

  /// Five significant digits, as in the table of the same numbers.
  static double rounded(double value) {
    return value == 0 ? 0 : new BigDecimal(value).round(FIVE_DIGITS).doubleValue();
  }
}
