package groklab.app.monitor;

import groklab.monitor.diagnosis.Question;
import groklab.monitor.series.CurvesReader.Told;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Options that say what a log does not.
final class Known {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--chance",
      paramLabel = "SHARE",
      description = "Accuracy of guessing, 1/classes. Default: the accuracy of the first point.")
  private @Nullable Double chance;

  @Option(
      names = "--weight-decay",
      paramLabel = "NUMBER",
      description = "Weight decay of the optimiser.")
  private @Nullable Double weightDecay;

  @Option(
      names = "--memorised",
      paramLabel = "SHARE",
      description = "Training accuracy from which on it counts as fit. Default: 0.99.")
  private @Nullable Double memorised;

  @Option(
      names = "--generalised",
      paramLabel = "SHARE",
      description = "Validation accuracy from which on it counts as generalised. Default: 0.95.")
  private @Nullable Double generalised;

  @Option(names = "--train-loss", paramLabel = "NAME", description = "Its series in the log.")
  private @Nullable String trainLoss;

  @Option(names = "--train-accuracy", paramLabel = "NAME", description = "Its series in the log.")
  private @Nullable String trainAccuracy;

  @Option(
      names = "--validation-loss",
      paramLabel = "NAME",
      description = "Its series in the log; several for several sets.")
  private List<String> validationLoss = List.of();

  @Option(
      names = "--validation-accuracy",
      paramLabel = "NAME",
      description = "Its series in the log; several for several sets.")
  private List<String> validationAccuracy = List.of();

  Question question() {
    return new Question(
        share("--chance", chance),
        OptionalDouble.empty(),
        share("--memorised", memorised),
        share("--generalised", generalised),
        decay());
  }

  private OptionalDouble decay() {
    if (weightDecay != null && !(weightDecay >= 0 && Double.isFinite(weightDecay))) {
      throw wrong("--weight-decay is %s, expected 0 or more".formatted(weightDecay));
    }
    return optional(weightDecay);
  }

  private OptionalDouble share(String name, @Nullable Double value) {
    if (value != null && !(value > 0 && value <= 1)) {
      throw wrong(
          "%s is %s, expected a share above 0 and up to 1, e.g. 0.01".formatted(name, value));
    }
    return optional(value);
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }

  private static OptionalDouble optional(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  Told names() {
    return new Told(
        Optional.ofNullable(trainLoss),
        Optional.ofNullable(trainAccuracy),
        validationLoss,
        validationAccuracy);
  }
}
