package groklab.app.monitor;

import groklab.app.console.Output;
import groklab.app.console.Speaker;
import groklab.app.console.WrappedLines;
import groklab.app.process.ExitCode;
import groklab.monitor.examples.Division;
import groklab.monitor.examples.Examples;
import groklab.monitor.examples.ExamplesQuestion;
import groklab.monitor.examples.ExamplesQuestion.Form;
import groklab.monitor.examples.ExamplesReader;
import groklab.monitor.precheck.Meaning;
import groklab.monitor.precheck.Precheck;
import groklab.monitor.precheck.PrecheckData;
import groklab.monitor.precheck.PrecheckResult;
import groklab.monitor.precheck.Score;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `groklab precheck TRAIN [VALIDATION]`: what a validation accuracy is worth on these examples.
@Command(
    name = "precheck",
    description = "Say, before any training, which validation accuracy needs no rule.",
    footer = {
      "",
      "Reads csv, tsv (a line of names, then the rows) and JSON lines. All columns but the answer"
          + " and the split are inputs. Nothing is written."
    })
public final class PrecheckCommand implements Callable<Integer> {

  @ParentCommand private Speaker groklab;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TRAIN [VALIDATION]",
      arity = "1..2",
      description = "One file of examples, or that of training and that of validation.")
  private List<Path> files = List.of();

  @Option(
      names = "--answer",
      paramLabel = "COLUMN",
      description =
          "What is to be learnt. Default: the column called answer, label, labels, target, class,"
              + " output or y, or else the last one.")
  private @Nullable String answer;

  @Option(
      names = "--split",
      paramLabel = "COLUMN",
      description =
          "Holds the name of the set of each row (train, val, test, ...), where there is one file."
              + " Default: the column called split.")
  private @Nullable String split;

  @Option(
      names = "--train-fraction",
      paramLabel = "SHARE",
      description = "Draw so large a share of one file to train on.")
  private @Nullable Double fraction;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Of the draw. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--ignore",
      paramLabel = "COLUMN",
      split = ",",
      description = "Columns that are no inputs, such as the number of a row.")
  private Set<String> ignored = Set.of();

  @Option(
      names = "--words",
      paramLabel = "COLUMN",
      split = ",",
      description = "Columns of text to be read word by word.")
  private Set<String> words = Set.of();

  @Option(
      names = "--numbers",
      description =
          "Whole numbers are more or less (numbers), not just equal or different (symbols)."
              + " Default: symbols, up to 1,024 different ones in a column.")
  private boolean numbers;

  @Option(
      names = "--symbols",
      description = "Numbers are symbols, however many and whether whole or not.")
  private boolean symbols;

  @Option(names = "--no-names", description = "The first line of a table is a row already.")
  private boolean unnamed;

  @Option(names = "--json", description = "Write JSON to standard output and nothing else.")
  private boolean json;

  @Override
  public Integer call() {
    try (Output output = groklab.console().output(json)) {
      Examples examples = ExamplesReader.read(question());
      PrecheckResult result = Precheck.of(examples);
      tell(output, examples, result);
      output.json(PrecheckData.of(examples, result));
      return ExitCode.DONE;
    }
  }

  private ExamplesQuestion question() {
    if (fraction != null && !(fraction > 0 && fraction < 1)) {
      throw wrong(
          "--train-fraction is %s, expected a share between 0 and 1, e.g. 0.5".formatted(fraction));
    }
    if (split != null && fraction != null) {
      throw wrong("--split and --train-fraction are both given; say the split once");
    }
    if (files.size() == 2 && (split != null || fraction != null)) {
      throw wrong(
          "Two files say the split already; leave out %s"
              .formatted(split == null ? "--train-fraction" : "--split"));
    }
    if (numbers && symbols) {
      throw wrong("--numbers and --symbols are both given; whole numbers can be one of them");
    }
    Optional<Form> form =
        numbers
            ? Optional.of(Form.NUMBERS)
            : symbols ? Optional.of(Form.SYMBOLS) : Optional.empty();
    return new ExamplesQuestion(
        files, Optional.ofNullable(answer), division(), ignored, words, form, !unnamed);
  }

  private Optional<Division> division() {
    if (split != null) {
      return Optional.of(new Division.Column(split));
    }
    return fraction == null ? Optional.empty() : Optional.of(new Division.Random(fraction, seed));
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private void tell(Output output, Examples examples, PrecheckResult result) {
    output.line(
        "%s: %,d rows to train on, %,d to validate with (%s)"
            .formatted(
                files.getFirst(), result.training(), result.validation(), examples.division()));
    List<String> inputs = new ArrayList<>();
    if (examples.symbols() > 0) {
      inputs.add(columns(examples.inputs().subList(0, examples.symbols()), "symbols"));
    }
    if (examples.symbols() < examples.width()) {
      inputs.add(
          columns(examples.inputs().subList(examples.symbols(), examples.width()), "numbers"));
    }
    output.line(
        "  inputs: %s; answer: %s, %,d classes"
            .formatted(String.join("; ", inputs), examples.answerName(), result.classes()));
    if (!examples.whole().isEmpty()) {
      output.line(
          "  whole numbers are taken as symbols (%s); --numbers if more and less matter"
              .formatted(some(examples.whole())));
    }
    output.line("  Validation accuracy of predictors that know no rule:");
    for (Score each : result.scores()) {
      output.line(
          "    %-17s %7s   %s"
              .formatted(each.predictor().label(), Meaning.percent(each.accuracy()), each.detail())
              .stripTrailing());
    }
    var lines = new WrappedLines(output);
    Meaning.of(result).forEach(each -> lines.wrapped("  ", each));
  }

  private static String columns(List<String> names, String form) {
    return "%d of %s (%s)".formatted(names.size(), form, some(names));
  }

  private static String some(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(5, names.size())))
        + (names.size() > 5 ? ", ..." : "");
  }
}
