package groklab.monitor.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/// A log-logistic model of the steps that are missing until a run generalises, for runs of which
/// some curves are known. Location and logarithm of the scale are sums of products of the numbers
/// of a [View], each less its mean, divided by its spread and kept within three spreads.
///
/// @param name which curves it takes, words
/// @param fittedTo what runs it was fitted to, and how it did on others; sentences
/// @param needs the numbers of a view that it reads
/// @param means of these in the runs that it was fitted to
/// @param spreads their standard deviations
/// @param location terms of the location
/// @param logScale terms of the logarithm of the scale
public record SurvivalModel(
    String name,
    String fittedTo,
    List<String> needs,
    Map<String, Double> means,
    Map<String, Double> spreads,
    List<Term> location,
    List<Term> logScale) {
  private static final double FARTHEST = 3;

  /// Below this a ground says nothing worth a clause: a tenth of a doubling or so.
  private static final double SLIGHT = 0.15;

  public SurvivalModel {
    needs = List.copyOf(needs);
    means = Map.copyOf(means);
    spreads = Map.copyOf(spreads);
    location = List.copyOf(location);
    logScale = List.copyOf(logScale);
  }

  /// @param of names whose standardised numbers are multiplied; none = a constant
  public record Term(List<String> of, double weight) {
    public Term {
      of = List.copyOf(of);
    }
  }

  /// Of a file that `fit.py` wrote.
  public static SurvivalModel read(JsonNode node) {
    Map<String, Double> means = new LinkedHashMap<>();
    Map<String, Double> spreads = new LinkedHashMap<>();
    List<String> needs = new ArrayList<>();
    node.get("needs")
        .forEach(each -> {
          String name = each.get("name").asString();
          needs.add(name);
          means.put(name, each.get("mean").asDouble());
          spreads.put(name, each.get("spread").asDouble());
        });
    return new SurvivalModel(
        node.get("name").asString(),
        node.get("fittedTo").asString(),
        needs,
        means,
        spreads,
        terms(node.get("location")),
        terms(node.get("logScale")));
  }

  private static List<Term> terms(JsonNode nodes) {
    List<Term> terms = new ArrayList<>();
    nodes.forEach(each -> {
      List<String> of = new ArrayList<>();
      each.get("of").forEach(name -> of.add(name.asString()));
      terms.add(new Term(of, each.get("weight").asDouble()));
    });
    return terms;
  }

  /// Whether a view has what it reads.
  public boolean takes(View view) {
    return view.has(needs);
  }

  /// Without reasons.
  ///
  /// @param view one that it takes
  public Forecast forecast(View view) {
    return forecast(view, List.of());
  }

  /// With reasons, which are in words of curves.
  Forecast explained(View view) {
    return forecast(view, reasons(view));
  }

  private Forecast forecast(View view, List<String> reasons) {
    return new Forecast(
        view.memorised(),
        Math.max(1, view.now()),
        sum(location, view),
        StrictMath.exp(sum(logScale, view)),
        name,
        reasons,
        fittedTo);
  }

  private double sum(List<Term> terms, View view) {
    double sum = 0;
    for (Term each : terms) {
      sum += contribution(each, view);
    }
    return sum;
  }

  private double contribution(Term term, View view) {
    double product = term.weight;
    for (String name : term.of) {
      product *= standard(name, view);
    }
    return product;
  }

  private double standard(String name, View view) {
    double away = (view.value(name) - mean(name)) / spread(name);
    return Math.clamp(away, -FARTHEST, FARTHEST);
  }

  private double mean(String name) {
    return Objects.requireNonNull(means.get(name));
  }

  private double spread(String name) {
    return Objects.requireNonNull(spreads.get(name));
  }

  /// What a ground adds to the location: its numbers beside those of the middle of the fitted runs.
  private double share(Ground ground, View view) {
    return location.stream()
        .filter(each -> !each.of.isEmpty() && ground.names().containsAll(each.of))
        .mapToDouble(each -> contribution(each, view))
        .sum();
  }

  private List<String> reasons(View view) {
    return Arrays.stream(Ground.values())
        .filter(each -> Math.abs(share(each, view)) >= SLIGHT)
        .sorted(Comparator.comparingDouble((Ground each) -> -Math.abs(share(each, view))))
        .map(each -> reason(each, view))
        .toList();
  }

  private String reason(Ground ground, View view) {
    double share = share(ground, view);
    return String.format(
        Locale.ROOT,
        "%s: the wait is %.1f times as %s for that",
        ground.words(view),
        StrictMath.exp(Math.abs(share)),
        share > 0 ? "long" : "short");
  }
}
