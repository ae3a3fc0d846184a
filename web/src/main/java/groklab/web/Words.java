package groklab.web;

import groklab.lab.phase.Finding;
import groklab.lab.phase.Verdict;
import groklab.lab.phase.VerdictRule;
import groklab.lab.probe.Probe;
import groklab.lab.update.OptimizerSpec;
import java.util.Locale;
import java.util.OptionalLong;

/// Numbers and findings in words, the same ones on every page, figure and console.
public final class Words {
  private Words() {}

  /// A step with its thousands grouped: `7,100`.
  public static String steps(long step) {
    return String.format(Locale.ROOT, "%,d", step);
  }

  /// With a capital first letter.
  public static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /// `1 probe`, `12 probes`.
  public static String count(long count, String one, String many) {
    return steps(count) + " " + (count == 1 ? one : many);
  }

  /// Four significant digits: `0.0123`, `3.142`, `1.5e-9`.
  public static String value(double value) {
    if (!Double.isFinite(value) || value == 0) {
      return value == 0 ? "0" : Double.toString(value);
    }
    double size = Math.abs(value);
    if (size < 1e-3 || size >= 1e6) {
      return mantissa(String.format(Locale.ROOT, "%.3e", value));
    }
    int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }

  private static String mantissa(String scientific) {
    String[] parts = scientific.split("e");
    String digits = parts[0].contains(".") ? parts[0].replaceAll("\\.?0+$", "") : parts[0];
    return digits + "e" + Integer.parseInt(parts[1]);
  }

  public static String percent(double share) {
    return Double.isFinite(share)
        ? String.format(Locale.ROOT, "%.1f %%", 100 * share)
        : Double.toString(share);
  }

  /// `47` or `3.2`: how many times as long.
  public static String ratio(double ratio) {
    return String.format(Locale.ROOT, ratio >= 10 ? "%,.0f" : "%.1f", ratio);
  }

  /// `12.3 s`, `4 min 05 s`, `2 h 10 min`.
  static String duration(double seconds) {
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole / 60 % 60);
  }

  /// A step, or where the run stopped looking.
  public static String stepOrCensored(OptionalLong step, long lastStep) {
    return step.isPresent() ? steps(step.getAsLong()) : "> " + steps(lastStep);
  }

  /// The sentence of a finding and what could not be known.
  public static String evidence(Finding finding) {
    var unknown = finding.because().unknown();
    return unknown.isEmpty()
        ? finding.evidence()
        : finding.evidence() + " [not known: " + String.join("; ", unknown) + "]";
  }

  /// What happened in this run, in one or two sentences.
  static String verdict(RunData run) {
    if (run.metrics().isEmpty()) {
      return "Nothing has been measured yet.";
    }
    return outcome(run) + diverged(run);
  }

  private static String diverged(RunData run) {
    OptionalLong at = run.divergedAt();
    return at.isPresent()
        ? " It had diverged: from step %s on the training loss is no finite number."
            .formatted(steps(at.getAsLong()))
        : "";
  }

  private static String outcome(RunData run) {
    String end =
        run.summary().isPresent()
            ? "when the run ended at step " + steps(run.lastStep())
            : "by step " + steps(run.lastStep()) + ", where the record stops for now";
    OptionalLong memorised = run.memorised().first();
    OptionalLong generalised = run.generalised().first();
    if (!run.hasTrainingSet()) {
      return run.branch().map(branch -> branch.origin() + " ").orElse("") + fresh(run, end);
    }
    if (run.spec().sampler().isPresent()) {
      return run.branch().map(branch -> branch.origin() + " ").orElse("")
          + sampled(run, run.spec().sampler().get());
    }
    if (run.branch().isPresent()) {
      return ofBranch(run, run.branch().get(), end);
    }
    if (!run.metrics().hasValidation()) {
      String learned =
          memorised.isPresent()
              ? "The network had memorised its training data by step %s."
                  .formatted(steps(memorised.getAsLong()))
              : "The network had not memorised its training data %s.".formatted(end);
      return learned + " The run has no unseen data, so nothing can be said about generalisation.";
    }
    if (generalised.isPresent()) {
      return generalised(run, memorised, generalised.getAsLong()) + lostAgain(run);
    }
    return memorised.isPresent()
        ? "The network had memorised its training data by step %s, but had not generalised %s.%s"
            .formatted(steps(memorised.getAsLong()), end, rising(run))
        : "The network had neither memorised its training data nor generalised %s.".formatted(end);
  }

  /// Of a run whose every step has fresh examples.
  private static String fresh(RunData run, String end) {
    String why = " Every step has fresh examples, so there is no training set to memorise.";
    if (!run.metrics().hasValidation()) {
      return "Nothing was measured apart from training." + why;
    }
    var criterion = run.criterion().criterion();
    String bar = criterion.words(run.criterion().thresholds().validation());
    var reached = run.generalised().first();
    if (reached.isPresent()) {
      return "The network generalised at step %s: %s on examples that are only measured.%s%s"
          .formatted(steps(reached.getAsLong()), bar, lostAgain(run), why);
    }
    var last = run.lastValue(run.criterion().column(Probe.VALIDATION));
    return "On examples that are only measured, the network was at %s %s; %s was not reached.%s"
        .formatted(last.map(criterion::words).orElse("no known value"), end, bar, why);
  }

  /// Of a run that samples: it visits weights, and learns nothing for good.
  private static String sampled(RunData run, OptimizerSpec rule) {
    String bins =
        run.lastValue("sampling.visited")
            .map(share ->
                " Of the bins of its histogram it had visited %s.".formatted(percent(share)))
            .orElse("");
    return ("By step %s the run had sampled weights (%s), which is not training: it had visited %s,"
            + " and %s.%s")
        .formatted(
            steps(run.lastStep()),
            rule.kind().name(),
            visited(run.memorised().first(), "that fit the training set"),
            run.metrics().hasValidation()
                ? visited(run.generalised().first(), "that generalise")
                : "there is no unseen data",
            bins);
  }

  private static String visited(OptionalLong first, String which) {
    return first.isPresent()
        ? "weights %s (first at step %s)".formatted(which, steps(first.getAsLong()))
        : "no weights " + which;
  }

  private static String ofBranch(RunData run, Branch branch, String end) {
    var memorised = run.memorised().first();
    var generalised = run.generalised().first();
    String learned =
        memorised.isPresent()
            ? "The network had memorised its training data " + branch.when(memorised)
            : "The network had not memorised its training data " + end;
    String understood =
        !run.metrics().hasValidation()
            ? "; there is no unseen data"
            : generalised.isPresent()
                ? "; it generalised " + branch.when(generalised)
                : memorised.isPresent() ? "; it had not generalised " + end : ", nor generalised";
    return branch.origin()
        + " "
        + learned
        + understood
        + "."
        + (generalised.isPresent() ? lostAgain(run) : rising(run));
  }

  private static String rising(RunData run) {
    if (!run.isRising()) {
      return "";
    }
    var criterion = run.criterion().criterion();
    return " On unseen data it was on its way up then%s."
        .formatted(
            run.lastValue(run.criterion().column(Probe.VALIDATION))
                .map(value -> ", at " + criterion.words(value))
                .orElse(""));
  }

  private static String generalised(RunData run, OptionalLong memorised, long generalised) {
    if (memorised.isEmpty()) {
      return "The network generalised at step %s without ever memorising its training data."
          .formatted(steps(generalised));
    }
    long delay = generalised - memorised.getAsLong();
    if (delay <= 0) {
      return ("The network generalised no later than it had memorised its training data "
              + "(steps %s and %s): no grokking.")
          .formatted(steps(generalised), steps(memorised.getAsLong()));
    }
    String longer =
        run.delay().ratio().stream()
            .mapToObj(ratio -> ", %s times as long".formatted(ratio(ratio)))
            .findFirst()
            .orElse("");
    String judged =
        run.verdict().filter(Verdict.COMPREHENSION::equals).isPresent()
            ? notGrokking(memorised.getAsLong(), generalised)
            : "";
    return ("The network had memorised its training data by step %s and generalised only "
            + "at step %s: %s later%s.%s")
        .formatted(
            steps(memorised.getAsLong()),
            steps(generalised),
            count(delay, "step", "steps"),
            longer,
            judged);
  }

  private static String notGrokking(long memorised, long generalised) {
    return VerdictRule.isLate(memorised, generalised)
        ? " It was not grokking: no plateau lay between."
        : " Less than three times as late does not count as grokking.";
  }

  /// A run can lose what it found (collapse, un-grokking): it then ends behind the threshold that
  /// it once crossed.
  private static String lostAgain(RunData run) {
    var last = run.lastValue(run.criterion().column(Probe.VALIDATION));
    if (last.isEmpty() || run.criterion().isReached(Probe.VALIDATION, last.get())) {
      return "";
    }
    var criterion = run.criterion().criterion();
    return " It did not hold: %s on unseen data ends at %s."
        .formatted(criterion.noun(), criterion.format(last.get()));
  }
}
