package groklab.measures.information;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.measure.Measure;
import groklab.lab.measure.MeasurePage;
import groklab.lab.measure.Values;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.synergy.HiddenSynergy;
import groklab.measures.common.synergy.SynergySearch;
import java.util.List;
import java.util.Optional;

/// What the hidden units in front of the output know together.
public final class InformationMeasures {
  private static final MeasurePage SYNERGY = page(InformationMeasures.class, "information.synergy");

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
