package groklab.web;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The numbers of a landscape as comma-separated values, the same lines that the page saves: of a
/// plane one for each point, row by row, of a line one for each position on it. A loss that is not
/// finite is empty.
public final class LandscapeTable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private LandscapeTable() {}

  /// @param landscape a plane or a line, as [groklab.web.live.Replays] gives it
  public static String csv(String landscape) {
    JsonNode found = JSON.readTree(landscape);
    boolean isPlane = found.has("xs");
    var lines = new ArrayList<String>();
    lines.add((isPlane ? "x,y" : "position") + ",train loss,validation loss,squared norm");
    int points = found.path("train").size();
    for (int i = 0; i < points; i++) {
      var cells = new ArrayList<String>();
      if (isPlane) {
        int columns = found.path("xs").size();
        cells.add(cell(found, "xs", i % columns));
        cells.add(cell(found, "ys", i / columns));
      } else {
        cells.add(cell(found, "positions", i));
      }
      for (String height : List.of("train", "validation", "squares")) {
        cells.add(cell(found, height, i));
      }
      lines.add(String.join(",", cells));
    }
    return String.join("\n", lines);
  }

  /// A run without validation data has no heights of it.
  private static String cell(JsonNode found, String key, int index) {
    JsonNode value = found.path(key).path(index);
    return value.isNumber() ? value.asString() : "";
  }
}
