package groklab.measures;

import groklab.lab.measure.AnyMeasure;
import groklab.lab.measure.MeasureProvider;
import groklab.measures.ablation.AblationMeasures;
import groklab.measures.behaviour.BehaviourMeasures;
import groklab.measures.fourier.FourierMeasures;
import groklab.measures.group.GroupMeasures;
import groklab.measures.information.InformationMeasures;
import groklab.measures.landscape.LandscapeMeasures;
import groklab.measures.numerics.NumericsMeasures;
import groklab.measures.representation.RepresentationMeasures;
import groklab.measures.routing.RoutingMeasures;
import groklab.measures.spectrum.SpectrumMeasures;
import groklab.measures.weight.WeightMeasures;
import java.util.List;
import java.util.stream.Stream;

/// All measures of this module, slice by slice, in the order in which values are recorded.
public final class Measures implements MeasureProvider {
  private static final List<AnyMeasure> ALL =
      Stream.of(
              BehaviourMeasures.ALL,
              WeightMeasures.ALL,
              SpectrumMeasures.ALL,
              FourierMeasures.ALL,
              GroupMeasures.ALL,
              RepresentationMeasures.ALL,
              InformationMeasures.ALL,
              LandscapeMeasures.ALL,
              NumericsMeasures.ALL,
              AblationMeasures.ALL,
              RoutingMeasures.ALL)
          .<AnyMeasure>flatMap(List::stream)
          .toList();

  @Override
  public List<AnyMeasure> measures() {
    return ALL;
  }
}
