package groklab.lab.rundir;

import groklab.lab.criterion.Baseline;
import groklab.lab.criterion.Criteria;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.criterion.Thresholds;
import groklab.lab.file.Json;
import groklab.lab.probe.Probe;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// The criterion of a run as an object of `criterion.json` and `summary.json`: its name, direction
/// and stability, the thresholds and the baselines of the sets. Direction and stability belong to
/// the name; they stand there for readers that do not know it.
final class CriterionJson {
  private static final String NAME = "name";
  private static final String THRESHOLDS = "thresholds";
  private static final String BASELINES = "baselines";
  private static final String CHANCE = "chance";
  private static final String LOOK_UP = "lookUp";
  private static final String GUESS_LOSS = "guessLoss";

  private CriterionJson() {}

  static String toJson(RunCriterion run) {
    return Json.page(object(run));
  }

  static RunCriterion read(Path file) {
    return Json.read(file, CriterionJson::criterion);
  }

  static ObjectNode object(RunCriterion run) {
    var criterion = run.criterion();
    var node = Json.object().put(NAME, criterion.name());
    node.put("direction", criterion.direction().label()).put("stability", criterion.stability());
    var thresholds = node.putObject(THRESHOLDS);
    thresholds.set(Probe.TRAIN, Json.number(run.thresholds().train()));
    thresholds.set(Probe.VALIDATION, Json.number(run.thresholds().validation()));
    var baselines = node.putObject(BASELINES);
    new TreeMap<>(run.baselines())
        .forEach((set, baseline) -> {
          var known = baselines.putObject(set);
          known.set(CHANCE, Json.number(baseline.chance()));
          known.set(LOOK_UP, Json.number(baseline.lookUp()));
          known.set(GUESS_LOSS, Json.number(baseline.guessLoss()));
        });
    return node;
  }

  static RunCriterion criterion(ObjectNode node) {
    var thresholds = Json.object(THRESHOLDS, node.get(THRESHOLDS));
    var baselines = new LinkedHashMap<String, Baseline>();
    for (var entry : Json.object(BASELINES, node.get(BASELINES)).properties()) {
      var known = Json.object("baseline " + entry.getKey(), entry.getValue());
      baselines.put(
          entry.getKey(),
          new Baseline(
              Json.optionalDoubleAt(known, CHANCE),
              Json.optionalDoubleAt(known, LOOK_UP),
              Json.optionalDoubleAt(known, GUESS_LOSS)));
    }
    return new RunCriterion(
        Criteria.named(Json.textAt(node, NAME)),
        new Thresholds(
            Json.doubleAt(thresholds, Probe.TRAIN), Json.doubleAt(thresholds, Probe.VALIDATION)),
        baselines);
  }
}
