package groklab.monitor.log;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a run of somebody else's program has logged so far.
///
/// @param path its file or folder; of a run in a file with several, that with its name behind it
/// @param format that it was read as, e.g. `TensorBoard events`
/// @param unit what its steps count
/// @param series every one, with every point
/// @param remarks about the files, sentences
/// @param settings what the files say of the run besides
public record RunLog(
    Path path,
    String format,
    StepUnit unit,
    List<Series> series,
    List<String> remarks,
    Settings settings) {
  public RunLog {
    series = List.copyOf(series);
    remarks = List.copyOf(remarks);
  }

  /// The series of a name.
  public Optional<Series> find(String name) {
    return series.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /// The same, as it was at a step.
  public RunLog until(long step) {
    return new RunLog(
        path,
        format,
        unit,
        series.stream().map(each -> each.until(step)).filter(each -> each.size() > 0).toList(),
        remarks,
        settings);
  }

  /// All points of all series.
  public long points() {
    return series.stream().mapToLong(Series::size).sum();
  }
}
