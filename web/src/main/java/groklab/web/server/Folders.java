package groklab.web.server;

import java.nio.file.Path;
import java.util.List;

/// The folders that a dashboard shows.
///
/// @param runs of run directories, made if it is not there
/// @param sweeps of the folders of sweeps; need not be there
/// @param foreign with what other programs have logged, any number
public record Folders(Path runs, Path sweeps, List<Path> foreign) {
  public Folders {
    foreign = List.copyOf(foreign);
  }
}
