package groklab.app;

import groklab.lab.UserError;
import groklab.lab.file.RunFileException;
import groklab.lab.rundir.RunDirectory;
import groklab.web.CurvesFigure;
import groklab.web.ReportPage;
import groklab.web.landscape.EntropyFigure;
import groklab.web.live.Replays;
import java.io.IOException;
import java.nio.file.Path;

/// The pictures of a finished or interrupted run, drawn from its directory alone.
final class RunViews {
  private RunViews() {}

  /// Writes `report.html` with the pictures of its checkpoints, `curves.svg` and `curves.png` into
  /// the run directory, and the entropy of a run that samples one.
  ///
  /// @return the report
  /// @throws NotDrawn if the file system refuses; the run itself is safe then
  static Path write(RunDirectory run) {
    try (var replays = new Replays()) {
      CurvesFigure.write(run.path());
      EntropyFigure.write(run);
      return ReportPage.write(run.path(), replays.whole(run.path(), Replays.REPORT_FRAMES));
    } catch (IOException | RunFileException e) {
      throw new NotDrawn(run.path(), e);
    }
  }

  /// The run is saved, its pictures are not.
  static final class NotDrawn extends RuntimeException implements UserError {
    private static final long serialVersionUID = 1L;

    NotDrawn(Path directory, Exception cause) {
      super(
          ("The run in %s is saved, but its report could not be written (%s); mend that, "
                  + "then write groklab report %s")
              .formatted(directory, cause.getMessage(), directory),
          cause);
    }

    @Override
    public int exitCode() {
      return UserError.FAILED;
    }
  }
}
