package groklab.api;

import groklab.lab.rundir.RunEvent;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecWriter;
import groklab.lab.train.RunObserver;
import groklab.lab.train.TrainingRun;
import groklab.zoo.recipe.Recipes;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// A training run that can be made: what a spec says. Immutable.
///
/// What is asked wrongly is an `IllegalArgumentException`, what a file system or a damaged file
/// does not allow a `groklab.lab.file.RunFileException`; the message of both is one sentence for
/// people.
public final class Experiment {
  private final RunSpec spec;

  private Experiment(RunSpec spec) {
    this.spec = spec;
  }

  /// The experiment of a recipe, e.g. `quickstart`.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  public static Experiment recipe(String name) {
    return new Experiment(Recipes.reader().readNamed(name, List.of()));
  }

  /// The experiment of a spec file.
  public static Experiment file(Path toml) {
    return new Experiment(Recipes.reader().readFile(toml, List.of()));
  }

  /// The names that [#recipe] knows.
  public static List<String> recipes() {
    return Recipes.names();
  }

  /// The same with other settings.
  ///
  /// @param settings `path=value` each, the value as TOML, e.g. `optimizer.weightDecay=0.1`
  /// @throws IllegalArgumentException if a key is unknown or a value out of its range
  public Experiment with(String... settings) {
    return new Experiment(Recipes.reader().override(spec, List.of(settings)));
  }

  /// The same with another seed, from which all its chance comes.
  public Experiment seed(long seed) {
    return with("seed=" + seed);
  }

  /// Its name, as in the spec.
  public String name() {
    return spec.name();
  }

  /// The whole spec with all defaults, as TOML.
  public String toml() {
    return SpecWriter.write(spec);
  }

  /// Trains to the end on this thread and those of the engine, and keeps everything in a directory.
  ///
  /// @param directory new or empty
  /// @param threads of the engine, at least 1; no influence on any result
  /// @param events told of what happens, on this thread, after it was recorded
  /// @throws groklab.lab.file.RunFileException if the directory is not empty or cannot be written
  public Run run(Path directory, int threads, Consumer<RunEvent> events) {
    try (var run = TrainingRun.start(spec, directory, threads)) {
      return finish(run, events);
    }
  }

  /// [#run(Path, int, Consumer)] on all processors, silently.
  public Run run(Path directory) {
    return run(directory, Runtime.getRuntime().availableProcessors(), event -> {});
  }

  static Run finish(TrainingRun run, Consumer<RunEvent> events) {
    var observer =
        new RunObserver() {
          @Override
          public void progress(Progress progress) {
            // events tell what happened
          }

          @Override
          public void event(RunEvent event) {
            events.accept(event);
          }
        };
    Thread here = Thread.currentThread();
    return switch (run.run(observer, here::isInterrupted)) {
      case TrainingRun.Outcome.Finished _, TrainingRun.Outcome.Interrupted _ ->
          new Run(run.directory());
    };
  }
}
