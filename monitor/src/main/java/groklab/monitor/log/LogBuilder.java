package groklab.monitor.log;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Takes the points of a run as an importer finds them, in the order in which they were logged.
public final class LogBuilder {
  private final Map<String, SeriesBuilder> series = new LinkedHashMap<>();
  private final Map<String, LogBuilder> runs = new LinkedHashMap<>();
  private final Set<String> remarks = new LinkedHashSet<>();
  private StepUnit unit = StepUnit.STEP;
  private final Set<Double> decays = new LinkedHashSet<>();
  private Settings settings = Settings.NONE;
  private String prefix = "";

  /// Takes a point.
  ///
  /// @param step at least 0; a lower one is not taken, since no optimiser counts so
  public void add(String name, long step, double value) {
    if (step >= 0) {
      series.computeIfAbsent(named(name), SeriesBuilder::new).add(step, value);
    }
  }

  private String named(String name) {
    boolean saysSet = !prefix.isEmpty() && NameWords.of(name).stream().anyMatch(NameWords::isSet);
    return saysSet ? name : prefix + name;
  }

  /// What stands in front of the names from now on that do not say their set of examples
  /// themselves, as where a folder's name says which its files are of.
  public void prefix(String text) {
    prefix = text;
  }

  /// Drops all points: the next file holds them once more, and others.
  public void startOver() {
    series.clear();
  }

  /// What its steps count.
  public void unit(StepUnit counted) {
    unit = counted;
  }

  /// What the files say of the run besides its series.
  public void settings(Settings told) {
    settings = told;
  }

  /// A setting of the run under the name that its program gave it. Of weight decay alone anything
  /// is made here; where parts of a network have different ones, none is known.
  public void setting(String name, String value) {
    String words = " " + String.join(" ", NameWords.of(name));
    boolean isDecay = words.endsWith(" wd") || words.endsWith(" weight decay");
    Double number = isDecay ? PlainNumber.parse(value) : null;
    if (number != null && number >= 0 && Double.isFinite(number)) {
      decays.add(number);
    }
  }

  /// Something about the files that a reader should know, a sentence.
  public void remark(String sentence) {
    remarks.add(sentence);
  }

  /// One of several runs that a file holds.
  ///
  /// @param name it has within the file, such as `experiment/run`
  public LogBuilder run(String name) {
    return runs.computeIfAbsent(name, _ -> new LogBuilder());
  }

  /// Every run: the files' own and those within them. Remarks about a file are those of each.
  ///
  /// @param path of the files; a run within has its name behind it
  /// @param format that they were read as
  public List<RunLog> all(Path path, String format) {
    List<RunLog> all = new ArrayList<>();
    if (runs.isEmpty()) {
      all.add(build(path, format));
    }
    runs.forEach((name, builder) -> {
      remarks.forEach(builder::remark);
      all.addAll(builder.all(path.resolve(name), format));
    });
    return all;
  }

  /// @param path of the run
  /// @param format that it was read as
  public RunLog build(Path path, String format) {
    List<Series> all = new ArrayList<>();
    series.values().forEach(each -> all.add(each.build()));
    Settings known =
        decays.size() == 1 ? settings.withWeightDecay(decays.iterator().next()) : settings;
    return new RunLog(path, format, unit, all, List.copyOf(remarks), known);
  }
}
