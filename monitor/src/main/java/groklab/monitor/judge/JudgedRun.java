package groklab.monitor.judge;

import groklab.lab.criterion.RunCriterion;
import groklab.lab.probe.Probe;
import java.util.List;
import java.util.Map;

/// A run of which it is known what came.
///
/// @param family runs that differ in drawn knobs and seeds alone
/// @param cell its configuration, which all its seeds share
/// @param settings knobs, as keys of a spec
/// @param budget steps that it had at most
public record JudgedRun(
    String family,
    String cell,
    Map<String, Double> settings,
    long budget,
    RunCriterion criterion,
    List<Probe> probes) {
  public JudgedRun {
    settings = Map.copyOf(settings);
    probes = List.copyOf(probes);
  }
}
