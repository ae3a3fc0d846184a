package groklab.monitor.forecast;

import groklab.lab.criterion.RunCriterion;
import groklab.lab.probe.Probe;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Forecasts of T_grok by the models of `forecast.json`, which `docs/examples/atlas/fit.py` fitted
/// to the part `fitted` of the atlas. Of these the first is asked whose curves a run has.
public final class Forecaster {
  private final List<SurvivalModel> models;
  private final double alarm;

  private Forecaster(List<SurvivalModel> models, double alarm) {
    this.models = List.copyOf(models);
    this.alarm = alarm;
  }

  /// The one that Groklab brings.
  public static Forecaster usual() {
    try (InputStream in =
        Objects.requireNonNull(Forecaster.class.getResourceAsStream("forecast.json"))) {
      JsonNode tree = JsonMapper.shared().readTree(in);
      List<SurvivalModel> models = new ArrayList<>();
      tree.get("models").forEach(each -> models.add(SurvivalModel.read(each)));
      return new Forecaster(models, tree.get("alarm").asDouble());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The probability of generalising within the budget from which on a run is announced to
  /// generalise: of the fitted runs that did not, 5 % ever reached it.
  public double alarm() {
    return alarm;
  }

  /// Its models, the first to be asked first.
  public List<SurvivalModel> models() {
    return models;
  }

  /// The forecast at the last of some probes.
  ///
  /// @param criterion accuracies, with the level of guessing
  /// @return empty = the run has not memorised, has generalised, or lacks the curves
  public Optional<Forecast> forecast(List<Probe> probes, RunCriterion criterion) {
    return View.of(probes, criterion)
        .flatMap(view ->
            models.stream()
                .filter(each -> each.takes(view))
                .findFirst()
                .map(each -> each.explained(view)));
  }
}
