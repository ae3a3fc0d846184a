package groklab.study.court;

import groklab.lab.file.AtomicFile;
import groklab.lab.file.FolderLock;
import groklab.lab.file.RunFileException;
import groklab.lab.kind.SpecException;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecWriter;
import groklab.study.court.CourtSpec.Family;
import groklab.study.court.CourtSpec.Method;
import groklab.study.sweep.Job;
import groklab.study.sweep.Outcome;
import groklab.study.tune.Goal;
import groklab.study.tune.KeptRuns;
import groklab.study.tune.Knob;
import groklab.study.tune.Tuned;
import groklab.study.tune.Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// Has every method tuned in every family by the same search, [Tuning], with the same number of
/// settings, and judged on the same seeds: of one seed, data and initial weights are equal.
///
/// Runs lie in a store for each pair, `FAMILY/METHOD` in its folder; the same command goes on with
/// what is there.
public final class Court {
  private final CourtSpec spec;
  private final BiFunction<String, List<String>, RunSpec> reader;

  /// What came of a method in a family.
  ///
  /// @param base its spec with the keys as published
  /// @param tuned both settings on the seeds that judge: as published, and as chosen by the search
  public record Judged(Family family, Method method, RunSpec base, Tuned tuned) {}

  /// @param reader makes the spec of a recipe's name and of what differs from it
  public Court(CourtSpec spec, BiFunction<String, List<String>, RunSpec> reader) {
    this.spec = spec;
    this.reader = reader;
  }

  /// The specs of all pairs, so that what cannot be is said before anything is run.
  ///
  /// @throws SpecException if a method cannot be had in a family
  public void check() {
    for (Family family : spec.families()) {
      for (Method method : spec.methods()) {
        knobs(method, base(family, method));
      }
    }
  }

  private RunSpec base(Family family, Method method) {
    try {
      return reader.apply(family.base(), method.in(family));
    } catch (SpecException e) {
      throw new SpecException(
          "%s in %s: %s".formatted(method.name(), family.name(), e.getMessage()));
    }
  }

  private static List<Knob> knobs(Method method, RunSpec base) {
    List<Knob> knobs = new ArrayList<>(Knob.usual(base));
    method.knobs().forEach(each -> knobs.add(Knob.parse(each, base)));
    return knobs;
  }

  /// @param folder of all runs; new, or one of the same court
  /// @param workers runs at a time
  /// @param watcher is told of each pair when it is judged
  public List<Judged> hold(Path folder, int workers, Consumer<Judged> watcher) {
    List<Judged> all = new ArrayList<>();
    for (Family family : spec.families()) {
      for (Method method : spec.methods()) {
        Judged judged = judge(family, method, folder, workers);
        all.add(judged);
        watcher.accept(judged);
      }
    }
    return all;
  }

  private Judged judge(Family family, Method method, Path folder, int workers) {
    RunSpec base = base(family, method);
    Path place = open(folder.resolve(family.name()).resolve(method.name()), base);
    try (FolderLock _ = FolderLock.take(place, "is being filled by groklab bench control")) {
      var tuning = new Tuning(base, knobs(method, base), Goal.GENERALIZED_AT, spec.seeds());
      var kept = new KeptRuns(place, workers, () -> false);
      Tuned tuned = tuning.search(new WithoutLimit(kept), spec.trials()).orElseThrow();
      return new Judged(family, method, base, tuned);
    }
  }

  private static Path open(Path place, RunSpec base) {
    Path kept = place.resolve("base.toml");
    String text = SpecWriter.write(base);
    try {
      if (Files.exists(kept) && !Files.readString(kept).equals(text)) {
        throw new RunFileException(
            "%s holds runs of another spec; write --out with another name".formatted(place));
      }
      Files.createDirectories(place);
    } catch (IOException e) {
      throw RunFileException.writing(place, e, "no run was begun");
    }
    AtomicFile.write(kept, text);
    return place;
  }

  /// Every method has its number of settings, however long they take.
  private record WithoutLimit(KeptRuns kept) implements Tuning.Runner {
    @Override
    public List<Outcome> run(List<Job> jobs) {
      return kept.run(jobs);
    }

    @Override
    public boolean isStopped() {
      return false;
    }

    @Override
    public boolean isTimeBesides(double steps) {
      return true;
    }

    @Override
    public void tried(List<Tuned.Tried> all) {}
  }

  /// The judged pair of a family and a method.
  public static Judged find(List<Judged> all, Family family, Method method) {
    Optional<Judged> found =
        all.stream()
            .filter(each -> each.family().equals(family) && each.method().equals(method))
            .findFirst();
    return found.orElseThrow(
        () -> new IllegalArgumentException(family.name() + " and " + method.name()));
  }
}
