package groklab.web.landscape;

import groklab.measures.frame.LossLandscape.Heights;
import groklab.measures.frame.LossLandscape.Profile;
import groklab.measures.frame.LossLandscape.Surface;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// The numbers of a landscape as comma-separated values, the same lines that the page saves: of a
/// plane one for each point, row by row, of a line one for each position on it. A loss that is not
/// finite is empty.
public final class LandscapeTable {
  private LandscapeTable() {}

  public static String csv(Surface plane) {
    int columns = plane.xs().length;
    return csv(
        "x,y",
        plane.heights(),
        i -> List.of(cell(plane.xs()[i % columns]), cell(plane.ys()[i / columns])));
  }

  public static String csv(Profile line) {
    return csv("position", line.heights(), i -> List.of(cell(line.positions()[i])));
  }

  private static String csv(String places, Heights heights, IntFunction<List<String>> place) {
    var lines = new ArrayList<String>();
    lines.add(places + ",train loss,validation loss,squared norm");
    Optional<double[]> validation = heights.validation();
    for (int i = 0; i < heights.train().length; i++) {
      int at = i;
      var cells = new ArrayList<>(place.apply(i));
      cells.add(cell(heights.train()[i]));
      cells.add(validation.map(values -> cell(values[at])).orElse(""));
      cells.add(cell(heights.squares()[i]));
      lines.add(String.join(",", cells));
    }
    return String.join("\n", lines);
  }

  private static String cell(double value) {
    return Double.isFinite(value) ? Double.toString(LandscapeJson.rounded(value)) : "";
  }
}
