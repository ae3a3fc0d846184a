package groklab.app.study;

import groklab.app.console.Output;
import groklab.app.process.ExitCode;
import groklab.lab.file.AtomicFile;
import groklab.lab.file.FolderLock;
import groklab.lab.file.RunFileException;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.spec.SpecWriter;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A search as a person at the console sees it. Its runs lie in a store, so one that was ended goes
/// on with what is there: which runs it asks for follows from the question and their outcomes.
final class TuneSession {
  private static final double NANOS = 1e9;

  /// The share of the time that is planned with, since runs differ in their speed.
  private static final double SAFE = 0.9;

  private final Output output;
  private final Path folder;
  private final Limits limits;
  private final BooleanSupplier stop;
  private final KeptRuns kept;
  private final long begin = System.nanoTime();

  /// @param workers runs at a time
  record Limits(Duration time, int workers) {}

  /// @param judging seeds
  /// @param trials candidates at most
  record Question(RunSpec base, List<Knob> knobs, Goal goal, List<Long> judging, int trials) {}

  TuneSession(Output output, Path folder, Limits limits, BooleanSupplier stop) {
    this.output = output;
    this.folder = folder;
    this.limits = limits;
    this.stop = stop;
    kept = new KeptRuns(folder, limits.workers(), stop);
  }

  /// @return the exit code
  int run(Question question, boolean resume) {
    open(question.base(), resume);
    try (FolderLock _ = FolderLock.take(folder, "is being filled by groklab tune")) {
      output.remark(asked(question));
      var tuning =
          new Tuning(question.base(), question.knobs(), question.goal(), question.judging());
      Optional<Tuned> found = tuning.search(new Here(question.goal()), question.trials());
      if (found.isEmpty()) {
        output.remark("Ended; --resume goes on with what is in %s.".formatted(folder));
        return ExitCode.INTERRUPTED;
      }
      Path file = folder.resolve("tuned.toml");
      RunSpec tuned =
          new SpecReader()
              .override(
                  question.base(),
                  found.get().best().settings().entrySet().stream()
                      .map(each -> each.getKey() + "=" + each.getValue())
                      .toList());
      AtomicFile.write(file, SpecWriter.write(tuned));
      new TunedText(question, found.get(), kept::probeBefore, seconds(), file).tell(output);
      return ExitCode.DONE;
    }
  }

  private void open(RunSpec base, boolean resume) {
    Path kept = folder.resolve("base.toml");
    String text = SpecWriter.write(base);
    try {
      if (resume && Files.exists(kept)) {
        if (!Files.readString(kept).equals(text)) {
          throw new RunFileException(
              "%s holds a search that began with another spec; write --out with another name"
                  .formatted(folder));
        }
        return;
      }
      if (Files.exists(folder) && !isEmpty(folder)) {
        throw new RunFileException(
            ("%s exists and is not empty; write --resume to go on with it, or --out with another"
                    + " name")
                .formatted(folder));
      }
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw RunFileException.writing(folder, e, "no run was begun");
    }
    AtomicFile.write(kept, text);
  }

  private static boolean isEmpty(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isEmpty();
    }
  }

  private static String asked(Question question) {
    return "Tuning %s for %s: %s."
        .formatted(
            question.base().name(),
            question.goal().symbol(),
            question.knobs().stream()
                .map(each -> "%s from %s to %s".formatted(each.key(), each.least(), each.most()))
                .collect(Collectors.joining(", ")));
  }

  private double seconds() {
    return (System.nanoTime() - begin) / NANOS;
  }

  /// Runs on this machine, within the time.
  private final class Here implements Tuning.Runner {
    private final Goal goal;
    private long soonest = Long.MAX_VALUE;

    Here(Goal goal) {
      this.goal = goal;
    }

    @Override
    public List<Outcome> run(List<Job> jobs) {
      return kept.run(jobs);
    }

    @Override
    public boolean isStopped() {
      return stop.getAsBoolean();
    }

    @Override
    public boolean isTimeBesides(double steps) {
      return seconds() + steps * kept.secondsPerStep() < SAFE * limits.time().toSeconds();
    }

    @Override
    public void tried(List<Tuned.Tried> all) {
      long before = soonest;
      Optional<Tuned.Tried> best = Optional.empty();
      for (Tuned.Tried each : all) {
        OptionalLong time = goal.time(each.run());
        if (time.isPresent() && time.getAsLong() < soonest) {
          soonest = time.getAsLong();
          best = Optional.of(each);
        }
      }
      if (soonest < before) {
        output.remark(
            "%,d tried, soonest %s %,d with %s"
                .formatted(
                    all.size(),
                    goal.symbol(),
                    soonest,
                    TunedText.words(best.orElseThrow().settings())));
      }
    }
  }
}
