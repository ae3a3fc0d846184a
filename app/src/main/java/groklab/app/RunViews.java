package groklab.app;

import groklab.lab.rundir.RunDirectory;
import groklab.web.CurvesFigure;
import groklab.web.ReportPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// The pictures of a finished or interrupted run, drawn from its directory alone.
final class RunViews {
  private RunViews() {}

  /// Writes `report.html`, `curves.svg` and `curves.png` into the run directory.
  ///
  /// @return the report
  static Path write(RunDirectory run) {
    try {
      CurvesFigure.write(run.path());
      return ReportPage.write(run.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
