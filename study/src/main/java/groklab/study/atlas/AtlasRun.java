package groklab.study.atlas;

import groklab.lab.criterion.RunCriterion;
import groklab.lab.probe.Probe;
import java.util.List;
import java.util.Map;

/// A run of the atlas.
///
/// @param part which of its parts it belongs to: `fitted`, `judged`, ...
/// @param family runs that differ in drawn knobs and seeds alone
/// @param settings the knobs, as keys of a spec; the same for all seeds of a cell
/// @param budget steps that it had at most
/// @param criterion accuracies, with what guessing is worth
/// @param probes its losses and accuracies
public record AtlasRun(
    String part,
    String family,
    String id,
    long seed,
    Map<String, Double> settings,
    long budget,
    RunCriterion criterion,
    List<Probe> probes) {
  public AtlasRun {
    settings = Map.copyOf(settings);
    probes = List.copyOf(probes);
  }

  /// A name of its configuration, shared by its seeds.
  public String cell() {
    return part + "/" + family + "/" + new java.util.TreeMap<>(settings);
  }
}
