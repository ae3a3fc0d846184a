package groklab.web.diagram;

import groklab.web.figure.ChartFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Small multiples of curves: each seed thin, their median thick. It needs no display.
public final class PanelsFigure {
  private PanelsFigure() {}

  /// The PNG has one pixel for a unit, since a catalogue holds many.
  ///
  /// @param panels at least one
  /// @param name of the files, without ending
  /// @return both files, the SVG first
  /// @throws IOException if one cannot be written
  public static List<Path> write(String title, List<Panel> panels, Path folder, String name)
      throws IOException {
    return ChartFiles.write(new PanelsPicture(title, panels), folder, name, 1);
  }
}
