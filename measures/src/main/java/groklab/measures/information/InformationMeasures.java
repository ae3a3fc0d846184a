package groklab.measures.information;

import groklab.lab.measure.Measure;
import groklab.lab.measure.MeasureGroup;
import groklab.lab.measure.MeasurePage;
import groklab.lab.measure.Values;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.synergy.HiddenSynergy;
import groklab.measures.common.synergy.SynergySearch;
import java.util.List;
import java.util.Optional;

/// What the hidden units in front of the output know together.
public final class InformationMeasures {
  private static final MeasurePage SYNERGY =
      MeasurePage.of(
              MeasureGroup.INFORMATION,
              "information.synergy",
              "Synergy and redundancy of the hidden units: extremes of the O-information over"
                  + " groups")
          .records("information.synergy", "−(lowest Ω of all groups of 2 to 10 features), bits")
          .records("information.redundancy", "highest Ω of all groups, bits")
          .records(
              "information.synergySize",
              "features in the most synergistic group: the size of the synergistic sub-network")
          .records("information.synergyNeurons", "neurons in that group")
          .records("information.redundancySize", "features in the most redundant group")
          .records("information.oInformation", "Ω of all features together, bits")
          .records("information.totalCorrelation", "TC of all features together, bits")
          .records("information.dualTotalCorrelation", "DTC of all features together, bits")
          .records(
              "information.constantNeurons", "neurons with one value on the whole training set")
          .records("information.constantFeatures", "features with one value, which were dropped")
          .records(
              "information.singularGroups",
              "groups without an Ω, because their covariance is singular")
          .formula(
              "Ω = (n − 2)·H(Z) + Σ_j [H(Z_j) − H(Z without j)] = TC − DTC for each of the 1013"
                  + " groups of 10 features; H by the Gaussian copula, bias-corrected; features are"
                  + " means of the neurons that Ward's grouping joins; equal values share the mean"
                  + " of their ranks")
          .shapes(
              "activations Z `[training examples · scored positions, neurons]` of the last hidden"
                  + " layer after its activation function")
          .normalisation(
              "none: raw bits; the paper scales both curves to [0, 1] over the run, which needs the"
                  + " whole run")
          .logarithm("base 2")
          .cost(
              "s·n²/2 + n³/6 operations on one core for s positions and n neurons: a quarter of a"
                  + " second at 3830 and 512")
          .reading(
              "redundancy high, synergy low while features are learned; at low weight decay a small"
                  + " early peak of synergy (emergence)",
              "redundancy rises and synergy falls (decoupling)",
              "both settle; runs that never grok have lower synergy throughout")
          .misleads(
              "Ω grows with the group, so the extremes are usually large groups. Counter-evidence:"
                  + " in our quickstart run (a transformer, seed 0) both have an early peak, but"
                  + " synergy rises at the transition instead of falling. Preliminary by its"
                  + " authors' own words: no threshold and no lead time is given, and which inputs"
                  + " the paper takes is not said (here the training inputs). The copula sees"
                  + " dependence of ranks only. Ties decide in ReLU layers: broken by sample number"
                  + " they fake redundancy, which mean ranks do not. NaN where fewer than two"
                  + " features vary or an activation is not finite")
          .source("arXiv 2408.08944, section 3 and eq. 1; entropies as in brainets/hoi")
          .build();

  public static final List<Measure> ALL =
      List.of(
          new SimpleMeasure(
              SYNERGY,
              subject -> List.of(HiddenSynergy.need()),
              HiddenSynergy::obstacle,
              costs -> 0,
              subject -> (data, into) -> put(HiddenSynergy.of(data), into)));

  private InformationMeasures() {}

  private static void put(Optional<SynergySearch.Result> found, Values into) {
    if (found.isEmpty()) {
      SYNERGY.records().keySet().forEach(name -> into.put(name, Double.NaN));
      return;
    }
    SynergySearch.Result r = found.get();
    into.put("information.synergy", r.synergy());
    into.put("information.redundancy", r.redundancy());
    into.put("information.synergySize", r.lowest().size());
    into.put("information.synergyNeurons", r.lowest().neurons().size());
    into.put("information.redundancySize", r.highest().size());
    into.put("information.oInformation", r.whole());
    into.put("information.totalCorrelation", r.wholeTotalCorrelation());
    into.put("information.dualTotalCorrelation", r.wholeTotalCorrelation() - r.whole());
    into.put("information.constantNeurons", r.constantNeurons());
    into.put("information.constantFeatures", r.constantFeatures());
    into.put("information.singularGroups", r.singularGroups());
  }
}
