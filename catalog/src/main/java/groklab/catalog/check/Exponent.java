package groklab.catalog.check;

import groklab.study.statistics.Fit;
import groklab.study.statistics.Lifetime;
import groklab.study.statistics.PowerLaw;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A reading grows like a power of a setting, and the fitted exponent lies within a band. A step
/// that did not come within a run counts as longer than the run.
///
/// @param setting in words, e.g. `decay`
/// @param low of the band; both ends belong to it
public record Exponent(String setting, List<Place> places, Reading reading, double low, double high)
    implements Check {
  /// @param value of the setting there, above 0
  public record Place(String experiment, double value) {}

  public Exponent {
    places = List.copyOf(places);
  }

  @Override
  public List<String> needs() {
    return places.stream().map(Place::experiment).toList();
  }

  @Override
  public String expected() {
    return "%s like %s^b at %s, b: %s to %s"
        .formatted(
            reading.name(),
            setting,
            places.stream().map(each -> Numbers.of(each.value())).collect(Collectors.joining(", ")),
            Numbers.of(low),
            Numbers.of(high));
  }

  @Override
  public Finding judge(Evidence evidence) {
    List<Lifetime> points = new ArrayList<>();
    List<Double> medians = new ArrayList<>();
    for (Place place : places) {
      String name = place.experiment();
      String missing = evidence.missing(name, Math.max(1, evidence.size(name)));
      if (!missing.isEmpty()) {
        return new Finding(Judgement.NOT_DECIDED, "%s: %s".formatted(name, missing));
      }
      List<Double> values = evidence.values(name, reading);
      List<Double> steps = evidence.values(name, Reading.STEPS);
      for (int i = 0; i < values.size(); i++) {
        double value = values.get(i);
        if (Double.isNaN(value) || value <= 0) {
          return new Finding(
              Judgement.NOT_DECIDED, "%s: %s in a run".formatted(name, Numbers.of(value)));
        }
        boolean censored = Double.isInfinite(value);
        points.add(new Lifetime(place.value(), censored ? steps.get(i) : value, censored));
      }
      medians.add(Evidence.median(values));
    }
    String seen = "medians " + Numbers.of(medians);
    return switch (PowerLaw.of(points)) {
      case Fit.Refused<PowerLaw>(String reason) ->
          new Finding(Judgement.NOT_DECIDED, "%s; %s".formatted(seen, reason));
      case Fit.Found<PowerLaw>(PowerLaw law) ->
          new Finding(
              low <= law.exponent() && law.exponent() <= high
                  ? Judgement.REPRODUCED
                  : Judgement.NOT_REPRODUCED,
              "b = %s (95 %%: %s to %s); %s"
                  .formatted(
                      Numbers.of(law.exponent()),
                      Numbers.of(law.interval().low()),
                      Numbers.of(law.interval().high()),
                      seen));
    };
  }
}
