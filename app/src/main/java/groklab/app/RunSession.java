package groklab.app;

import groklab.app.console.Console;
import groklab.app.console.Output;
import groklab.app.console.ProgressView;
import groklab.app.process.ExitCode;
import groklab.app.process.Processor;
import groklab.lab.criterion.Baseline;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunEvent;
import groklab.lab.train.RunObserver;
import groklab.lab.train.RunSize;
import groklab.lab.train.TrainingRun;
import groklab.lab.train.TrainingRun.Outcome;
import groklab.web.RunText;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/// One training run as a person at the console sees it: what it is, how it goes on, what came of
/// it.
final class RunSession {
  private final Console console;
  private final Output output;
  private final int threads;

  RunSession(Console console, Output output, int threads) {
    this.console = console;
    this.output = output;
    this.threads = threads;
  }

  /// Trains to the end or until `stop` says so.
  ///
  /// @return what came of it, which has been told in words
  Outcome train(TrainingRun run, BooleanSupplier stop) {
    Path directory = run.directory().path();
    output.remark(opening(run));
    lookUp(run).ifPresent(output::remark);
    Processor.remark().ifPresent(output::remark);
    output.remark(
        run.step() == 0
            ? "Writing to %s.".formatted(directory)
            : "Going on from step %s of %s.".formatted(number(run.step()), directory));
    Outcome outcome = run(run, stop);
    switch (outcome) {
      case Outcome.Finished _ -> {
        RunText.notTurned(run.directory()).forEach(output::remark);
        output.line(RunText.sentence(run.directory()));
        output.line("The report is %s.".formatted(RunViews.write(run.directory())));
      }
      case Outcome.Interrupted(long step) -> {
        output.remark(
            "Interrupted at step %s with everything saved; go on with groklab run --resume %s"
                .formatted(number(step), directory));
        RunViews.write(run.directory());
      }
    }
    return outcome;
  }

  /// The exit code of a command that had this outcome.
  static int exitCode(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Finished _ -> ExitCode.DONE;
      case Outcome.Interrupted _ -> ExitCode.INTERRUPTED;
    };
  }

  private Outcome run(TrainingRun run, BooleanSupplier stop) {
    try (var view =
        new ProgressView(
            console.err(),
            console.terminal(),
            run.spec().name(),
            run.criterion().criterion()::format,
            run.step(),
            run.spec().budget().steps())) {
      return run.run(new Feed(view), stop);
    }
  }

  private String opening(TrainingRun run) {
    RunSize size = run.size();
    String data =
        (size.fresh()
                ? "fresh examples at every step, and of %s others %s to measure as train and %s to"
                    + " validate"
                : "%s examples, %s to train on and %s to validate")
            .formatted(
                number(size.examples()),
                number(size.trainExamples()),
                number(size.validationExamples()));
    return "%s, seed %d: %s; %s parameters, %s a step; %d thread%s."
        .formatted(
            run.spec().name(),
            run.spec().seed(),
            data,
            number(size.parameters()),
            work(size.flopPerStep()),
            threads,
            threads == 1 ? "" : "s");
  }

  /// What the progress line calls a plateau can climb: to what looking up gives.
  private static Optional<String> lookUp(TrainingRun run) {
    RunCriterion criterion = run.criterion();
    Baseline unseen = criterion.baseline(Probe.VALIDATION);
    OptionalDouble known = criterion.criterion().lookUp(unseen);
    return known.isPresent() && known.getAsDouble() > criterion.criterion().guessing(unseen)
        ? Optional.of(
            "Validation can come to %s by looking up f(b,a); up to there it counts as a plateau."
                .formatted(criterion.criterion().format(known.getAsDouble())))
        : Optional.empty();
  }

  private static String work(long flop) {
    return flop < 1e8
        ? String.format(Locale.ROOT, "%.2f MFLOP", flop / 1e6)
        : String.format(Locale.ROOT, "%.2f GFLOP", flop / 1e9);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /// Feeds the progress line.
  private record Feed(ProgressView view) implements RunObserver {

    @Override
    public void progress(Progress now) {
      view.measured(now.train(), now.validation(), now.phase());
      view.step(now.step(), now.stepsPerSecond() > 0 ? now.stepsPerSecond() : Double.NaN);
    }

    /// The progress line shows the phase; events are in the run directory.
    @Override
    public void event(RunEvent event) {}
  }
}
