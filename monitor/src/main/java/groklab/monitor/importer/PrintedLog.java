package groklab.monitor.importer;

import groklab.monitor.log.LogBuilder;
import groklab.monitor.log.PlainNumber;
import groklab.monitor.log.StepUnit;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a program has printed, where lines say a step or an epoch and losses or accuracies:
/// `step 250: train loss 1.9677, val loss 2.0123`, `Epoch 3/10 - loss: 0.41 - val_acc: 81.2%`.
final class PrintedLog implements Importer {
  private static final Pattern STEP =
      Pattern.compile(
          "\\b(?:step|iter|iteration)s?[\\s:=#\\[]*(\\d{1,15})", Pattern.CASE_INSENSITIVE);
  private static final Pattern EPOCH =
      Pattern.compile("\\bepochs?[\\s:=#\\[]*(\\d{1,15})", Pattern.CASE_INSENSITIVE);

  /// At most three words before the one that says what it is, then the number.
  private static final String NAME =
      "((?:(?:train|training|tr|val|valid|validation|eval|test|dev)[ _/.-]{1,3}){0,2}"
          + "(?:loss|acc|accuracy|ppl|perplexity|error|err))";

  private static final String NUMBER =
      "([+-]?(?:\\d{1,20}(?:\\.\\d{0,20})?(?:[eE][+-]?\\d{1,3})?|nan|inf))";
  private static final Pattern VALUE =
      Pattern.compile(
          "\\b" + NAME + "\\b[ \\t]{0,3}[:=]?[ \\t]{0,3}" + NUMBER + "(?![\\w.])[ ]?(%?)",
          Pattern.CASE_INSENSITIVE);

  private static final int LINE = 4_000;
  private static final double PERCENT = 0.01;

  @Override
  public String format() {
    return "printed lines";
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (!(name.endsWith(".log") || name.endsWith(".txt") || name.endsWith(".out"))) {
      return false;
    }
    return new String(head, StandardCharsets.UTF_8)
        .lines()
        .limit(1_000)
        .anyMatch(line -> line.length() < LINE && isPoint(line));
  }

  private static boolean isPoint(String line) {
    return (STEP.matcher(line).find() || EPOCH.matcher(line).find()) && VALUE.matcher(line).find();
  }

  @Override
  public Path run(Path file) {
    return file;
  }

  @Override
  public void read(Path file, LogBuilder log) throws IOException {
    boolean bySteps = false;
    Optional<Long> at = Optional.empty();
    try (BufferedReader lines = TextLines.open(file)) {
      for (String line = TextLines.next(lines); line != null; line = TextLines.next(lines)) {
        if (line.length() < LINE) {
          Optional<Long> step = number(STEP, line);
          bySteps |= step.isPresent();
          Optional<Long> said = bySteps ? step : number(EPOCH, line);
          at = said.isPresent() ? said : at; // a line that says neither belongs to the one before
          log.unit(bySteps ? StepUnit.STEP : StepUnit.EPOCH);
          if (at.isPresent()) {
            values(line, at.get(), log);
          }
        }
      }
    }
  }

  private static Optional<Long> number(Pattern pattern, String line) {
    Matcher found = pattern.matcher(line);
    return found.find() ? Optional.of(Long.valueOf(found.group(1))) : Optional.empty();
  }

  private static void values(String line, long step, LogBuilder log) {
    Matcher found = VALUE.matcher(line);
    while (found.find()) {
      Double value = PlainNumber.parse(found.group(2));
      if (value != null) {
        String name = found.group(1).toLowerCase(Locale.ROOT).replaceAll("[ /.-]+", "_");
        log.add(name, step, found.group(3).isEmpty() ? value : PERCENT * value);
      }
    }
  }
}
