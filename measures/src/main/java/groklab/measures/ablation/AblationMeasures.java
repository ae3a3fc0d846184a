package groklab.measures.ablation;

import groklab.lab.measure.Measure;
import java.util.List;

/// What is lost when a part of the network is removed.
public final class AblationMeasures {
  public static final List<Measure> ALL =
      List.of(
          HeadAblation.MEASURE,
          NeuronAblation.BY_FREQUENCY,
          NeuronAblation.BY_SYNERGY,
          FrequencyAblation.EMBEDDING,
          FrequencyAblation.LOGITS,
          CircuitComplexity.MEASURE);

  private AblationMeasures() {}
}
