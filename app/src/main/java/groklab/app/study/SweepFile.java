package groklab.app.study;

import groklab.app.spec.SpecSource;
import groklab.lab.file.RunFileException;
import groklab.lab.kind.SpecException;
import groklab.lab.kind.Toml;
import groklab.lab.spec.RunSpec;
import groklab.study.store.SweepFolder;
import groklab.study.sweep.Job;
import groklab.study.sweep.Jobs;
import groklab.study.sweep.SweepReader;
import groklab.study.sweep.SweepSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The question of a sweep as the command line was given it, with what its runs begin with.
///
/// @param text of the file
/// @param base what all runs begin with
/// @param jobs the runs that it asks for
record SweepFile(String text, SweepSpec sweep, RunSpec base, List<Job> jobs) {

  /// @param file a sweep file; in the folder of a sweep, the base is the one that is kept there
  static SweepFile read(Path file) {
    SweepSpec sweep = SweepReader.readFile(file);
    Path folder = file.toAbsolutePath().normalize().getParent();
    RunSpec base =
        folder != null && file.endsWith("sweep.toml") && SweepFolder.is(folder)
            ? SweepFolder.open(folder).readBase()
            : SpecSource.read(beside(file, sweep.base()), sweep.set());
    return new SweepFile(named(text(file), sweep), sweep, base, Jobs.of(sweep, base));
  }

  /// The text with the name that its file gave it, which a copy of it does not have.
  private static String named(String text, SweepSpec sweep) {
    boolean states = SweepReader.read(text, "the sweep", "unnamed-").name().equals(sweep.name());
    return states ? text : "name = %s\n%s".formatted(Toml.text(sweep.name()), text);
  }

  /// A base that is a file is looked for beside the sweep file.
  private static String beside(Path file, String base) {
    return base.endsWith(".toml") ? file.resolveSibling(base).toString() : base;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new SpecException("There is no sweep file %s; check the path".formatted(file));
    } catch (IOException e) {
      throw RunFileException.reading(file, e);
    }
  }

  /// The keys of all axes.
  Set<String> keys() {
    return sweep.axes().stream().flatMap(axis -> axis.keys().stream()).collect(Collectors.toSet());
  }
}
