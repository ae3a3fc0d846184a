package groklab.lab.measure;

import groklab.engine.exec.Session;
import groklab.lab.model.Network;
import groklab.lab.probe.Probe;
import groklab.lab.spec.SpecException;
import groklab.lab.spec.TrainingSpec;
import groklab.lab.task.Dataset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes the probes of a run: computes what the measures need once and fills in all of them.
public final class ProbeMeter {
  /// Reading a parameter and squaring it costs about as much as this many operations of a product.
  private static final int OPERATIONS_PER_PARAMETER = 20;

  private final Behaviour train;
  private final Optional<Behaviour> validation;
  private final WeightNorms norms;
  private final long cost;

  public ProbeMeter(Session session, Network network, Dataset data, TrainingSpec spec) {
    train = new Behaviour(session, network, data, data.trainRows(), spec);
    validation =
        data.validationRows().length == 0
            ? Optional.empty()
            : Optional.of(new Behaviour(session, network, data, data.validationRows(), spec));
    norms = new WeightNorms(session, network.tensors());
    cost =
        train.cost()
            + validation.map(Behaviour::cost).orElse(0L)
            + (long) session.layout().count() * OPERATIONS_PER_PARAMETER;
  }

  /// Refuses names of measures that do not exist.
  public static void check(List<String> measures) {
    for (String name : measures) {
      if (!name.equals("default")) {
        throw new SpecException(
            "probes.measures names \"%s\"; expected names of groups of measures, of which there is \"default\"; write e.g. probes.measures = [\"default\"]"
                .formatted(name));
      }
    }
  }

  /// Work of one probe in floating-point operations.
  public long cost() {
    return cost;
  }

  /// All measures at the session's present parameters.
  public Probe take(long step) {
    var values = new LinkedHashMap<String, Double>();
    put(values, "train", train.measure());
    validation.ifPresent(v -> put(values, "validation", v.measure()));
    norms.measure(values);
    return new Probe(step, values);
  }

  private static void put(Map<String, Double> values, String set, Behaviour.Summary s) {
    values.put(set + ".loss", s.loss());
    values.put(set + ".accuracy", s.accuracy());
    values.put(set + ".brier", s.brier());
    values.put(set + ".margin", s.margin());
  }
}
