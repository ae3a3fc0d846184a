package groklab.web;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Numbers and findings in words, the same ones on every page, figure and console.
final class Words {
  private Words() {}

  /// A step with its thousands grouped: `7,100`.
  static String steps(long step) {
    return String.format(Locale.ROOT, "%,d", step);
  }

  /// `1 probe`, `12 probes`.
  static String count(long count, String one, String many) {
    return steps(count) + " " + (count == 1 ? one : many);
  }

  /// Four significant digits: `0.0123`, `3.142`, `1.5e-9`.
  static String value(double value) {
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

  static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f %%", 100 * share) : Double.toString(share);
  }

  /// `47` or `3.2`: how many times as long.
  static String ratio(double ratio) {
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
  static String stepOrCensored(OptionalLong step, long lastStep) {
    return step.isPresent() ? steps(step.getAsLong()) : "> " + steps(lastStep);
  }

  /// A value as people write it in a spec: `"adamw"`, `1e-5`, `true`.
  static String toml(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> quoted(node.asString());
      case NUMBER -> node.isIntegralNumber() ? node.asString() : decimal(node.asDouble());
      case ARRAY -> node.valueStream().map(Words::toml).collect(Collectors.joining(", ", "[", "]"));
      case OBJECT -> node.properties().stream()
          .map(entry -> entry.getKey() + " = " + toml(entry.getValue())).collect(Collectors.joining(", ", "{", "}"));
      case BOOLEAN, BINARY, MISSING, NULL, POJO -> node.asString();
    };
  }

  private static String decimal(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    String text = Double.toString(value);
    return text.contains("E") ? text.replace(".0E", "e").replace('E', 'e') : text;
  }

  private static String quoted(String text) {
    var out = new StringBuilder("\"");
    text.chars().forEach(c -> {
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || c == 0x7f) {
            out.append(String.format(Locale.ROOT, "\\u%04x", c));
          } else {
            out.append((char) c);
          }
        }
      }
    });
    return out.append('"').toString();
  }

  /// What happened in this run, in one or two sentences.
  static String verdict(RunData run) {
    var milestones = run.milestones();
    String end = run.complete()
        ? "when the run ended at step " + steps(run.lastStep())
        : "by step " + steps(run.lastStep()) + ", where the record stops for now";
    if (run.metrics().isEmpty()) {
      return "Nothing has been measured yet.";
    }
    if (!run.metrics().hasValidation()) {
      String learned = milestones.memorised().isPresent()
          ? "The network had memorised its training data by step " + steps(milestones.memorised().getAsLong()) + "."
          : "The network had not memorised its training data " + end + ".";
      return learned + " The run has no unseen data, so nothing can be said about generalisation.";
    }
    if (milestones.generalised().isEmpty()) {
      return milestones.memorised().isPresent()
          ? "The network had memorised its training data by step %s, but had not generalised %s."
              .formatted(steps(milestones.memorised().getAsLong()), end)
          : "The network had neither memorised its training data nor generalised " + end + ".";
    }
    return generalised(run) + lostAgain(run);
  }

  private static String generalised(RunData run) {
    var milestones = run.milestones();
    String generalised = steps(milestones.generalised().getAsLong());
    if (milestones.memorised().isEmpty()) {
      return "The network generalised at step " + generalised + " without ever memorising its training data.";
    }
    String memorised = steps(milestones.memorised().getAsLong());
    long delay = milestones.delay().getAsLong();
    if (delay <= 0 || milestones.verdict().filter("comprehension"::equals).isPresent()) {
      return "The network generalised about as soon as it had learned its training data (steps %s and %s): no grokking."
          .formatted(generalised, memorised);
    }
    OptionalDouble ratio = milestones.delayRatio();
    String longer = ratio.isPresent() ? ", %s times as long".formatted(ratio(ratio.getAsDouble())) : "";
    return "The network had memorised its training data by step %s and generalised only at step %s: %s later%s."
        .formatted(memorised, generalised, count(delay, "step", "steps"), longer);
  }

  /// A run can lose what it found (collapse, un-grokking): it then ends below the threshold that it once crossed.
  private static String lostAgain(RunData run) {
    var accuracy = run.metrics().column("validation.accuracy").flatMap(Metrics.Column::last);
    var threshold = Optional.ofNullable(run.spec().get("probes.validationThreshold")).map(Double::parseDouble);
    if (accuracy.isEmpty() || threshold.isEmpty() || accuracy.get() >= threshold.get()) {
      return "";
    }
    return " It did not hold: accuracy on unseen data ends at " + percent(accuracy.get()) + ".";
  }
}
