package groklab.monitor.judge;

import groklab.monitor.forecast.SurvivalModel;
import groklab.monitor.forecast.View;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a forecast has to be better than, fitted by the same script to the same runs:
///
/// - *base rate*: the share of the family's runs that generalised, or of all runs where the family
///   was not fitted;
/// - *configuration*: a model of the same kind that is told the knobs, the family, T_mem and the
///   time, and no curve;
/// - *1/lambda*: T_grok = T_mem + c / (rate · decay), with c the median of the family's runs that
///   generalised, or of all.
public final class Rivals {
  static final List<String> NAMES = List.of("base rate", "configuration", "1/lambda");

  private static final String ANY = "any";
  private static final String RATE = "optimizer.learningRate";
  private static final String DECAY = "optimizer.weightDecay";

  private final SurvivalModel configuration;
  private final Map<String, Double> shares;
  private final Map<String, Double> constants;

  private Rivals(JsonNode tree) {
    configuration = SurvivalModel.read(tree.get("configuration"));
    shares = numbers(tree.get("baseRate"));
    constants = numbers(tree.get("inverse"));
  }

  private static Map<String, Double> numbers(JsonNode node) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    node.properties().forEach(each -> numbers.put(each.getKey(), each.getValue().asDouble()));
    return numbers;
  }

  /// Those that Groklab brings.
  public static Rivals usual() {
    try (InputStream in = Objects.requireNonNull(Rivals.class.getResourceAsStream("rivals.json"))) {
      return new Rivals(JsonMapper.shared().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What is known of a run without its curves: its knobs, its family, T_mem and the time.
  public static View configuration(JudgedRun run, View view) {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    for (String name : List.of("memorised", "waited")) {
      values.put(name, view.values().getOrDefault(name, 0.0));
    }
    values.put("rate", log(run, RATE));
    values.put("decay", log(run, DECAY));
    values.put("share", run.settings().getOrDefault("task.trainFraction", 0.0));
    values.put("modulus", StrictMath.log(run.settings().getOrDefault("task.modulus", 1.0)));
    values.put("signs", run.settings().getOrDefault("task.signs", 0.0));
    values.put("noise", StrictMath.log1p(run.settings().getOrDefault("task.noisyLabels", 0.0)));
    return new View(view.memorised(), view.now(), values);
  }

  private static double log(JudgedRun run, String key) {
    return StrictMath.log(Objects.requireNonNull(run.settings().get(key)));
  }

  /// Their scores, in the order of [#NAMES].
  List<Double> scores(JudgedRun run, View view) {
    View known = configuration(run, view).with("family " + run.family(), 1, configuration.needs());
    double constant = of(constants, run.family());
    double inverse = view.memorised() + constant / StrictMath.exp(log(run, RATE) + log(run, DECAY));
    return List.of(
        of(shares, run.family()),
        configuration.forecast(known).probability(run.budget()),
        -StrictMath.log(inverse / run.budget()));
  }

  private static double of(Map<String, Double> numbers, String family) {
    return Objects.requireNonNull(numbers.getOrDefault(family, numbers.get(ANY)));
  }
}
