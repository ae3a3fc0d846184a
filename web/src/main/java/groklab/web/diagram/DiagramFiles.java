package groklab.web.diagram;

import groklab.lab.file.AtomicFile;
import groklab.study.diagram.PhaseDiagram;
import groklab.study.diagram.Slice;
import groklab.web.figure.ChartFiles;
import groklab.web.figure.Fonts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes the figures and tables of a diagram. It needs no display.
public final class DiagramFiles {
  private DiagramFiles() {}

  /// The map of every [Quantity] as `NAME.svg` and `NAME.png`, then `cells.csv`, `laws.csv` and
  /// `critical.csv`.
  ///
  /// @param diagram of the grid, for the maps
  /// @param refined with the runs between its cells, for the tables
  /// @return the files
  /// @throws IOException if one cannot be written
  public static List<Path> write(
      PhaseDiagram diagram, PhaseDiagram refined, Caption caption, Path folder) throws IOException {
    Fonts.require();
    var files = new ArrayList<Path>();
    for (var quantity : Quantity.values()) {
      var picture = new MapPicture(diagram, quantity, caption);
      files.addAll(ChartFiles.write(picture, folder, quantity.file()));
    }
    var cells = folder.resolve("cells.csv");
    AtomicFile.write(cells, DiagramTable.cells(refined));
    files.add(cells);
    var laws = folder.resolve("laws.csv");
    AtomicFile.write(laws, DiagramTable.laws(refined));
    files.add(laws);
    var critical = folder.resolve("critical.csv");
    AtomicFile.write(critical, DiagramTable.critical(refined));
    files.add(critical);
    return files;
  }

  /// T_grok of each run of one row with the fitted power law, as `NAME.svg` and `NAME.png`.
  ///
  /// @param row of the diagram from the bottom, 0 in a strip
  /// @param name of the files, without ending
  /// @return both files, the SVG first
  /// @throws IllegalArgumentException if no value across is a number above 0
  /// @throws IOException if one cannot be written
  public static List<Path> writeLaw(
      PhaseDiagram diagram, int row, Caption caption, Path folder, String name) throws IOException {
    return ChartFiles.write(new LawPicture(diagram, row, caption), folder, name);
  }

  /// Where a refinement has looked, as `NAME.svg` and `NAME.png`.
  ///
  /// @param diagram of the grid
  /// @param spots of the same slice, at least one
  /// @param name of the files, without ending
  /// @return both files, the SVG first
  /// @throws IOException if one cannot be written
  public static List<Path> writeRefined(
      PhaseDiagram diagram, List<Slice.Spot> spots, Caption caption, Path folder, String name)
      throws IOException {
    return ChartFiles.write(new RefinedPicture(diagram, spots, caption), folder, name);
  }
}
