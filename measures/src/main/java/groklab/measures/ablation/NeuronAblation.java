package groklab.measures.ablation;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.lab.measure.function.Intervention;
import groklab.lab.problem.ExampleSet;
import groklab.measures.common.HiddenUnits;
import groklab.measures.common.Layers;
import groklab.measures.common.ScoredSets;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.cyclic.CyclicTask;
import groklab.measures.common.synergy.HiddenSynergy;
import groklab.measures.common.synergy.SynergySearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/// Groups of hidden units set to 0, in the layer in front of the output.
final class NeuronAblation {
  static final Measure BY_FREQUENCY =
      new SimpleMeasure(
          page(NeuronAblation.class, "ablation.neurons"),
          subject -> needs(subject, List.of(FrequencyClusters.need())),
          subject -> CyclicTask.obstacle(subject).or(() -> Layers.obstacle(subject)),
          costs -> 3 * costs.of(edit(costs.subject())),
          subject -> (data, into) -> takeByFrequency(subject, data, into));

  static final Measure BY_SYNERGY =
      new SimpleMeasure(
          page(NeuronAblation.class, "ablation.synergy"),
          subject -> needs(subject, List.of(HiddenSynergy.need())),
          HiddenSynergy::obstacle,
          costs -> 2 * costs.of(edit(costs.subject())),
          subject -> (data, into) -> takeBySynergy(subject, data, into));

  private NeuronAblation() {}

  private static Need edit(Subject subject) {
    return new Need.Intervention(HiddenUnits.hook(subject), Need.Edit.UNITS);
  }

  private static List<Need> needs(Subject subject, List<Need> more) {
    List<Need> needs = new ArrayList<>(ScoredSets.needs(subject));
    if (Layers.obstacle(subject).isEmpty()) {
      needs.add(edit(subject));
    }
    needs.addAll(more);
    return needs;
  }

  /// What the network says without some of the units.
  private static Map<ExampleSet, AblationEffect.Answers> without(
      Subject subject, ProbeData data, IntPredicate removed) {
    Intervention intervention = data.intervention(HiddenUnits.hook(subject), Need.Edit.UNITS);
    int units = intervention.units();
    double[] scale = new double[intervention.rows() * units];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = removed.test(i % units) ? 0 : 1;
    }
    return AblationEffect.answers(
        subject, data, intervention.scaled(scale, new double[scale.length]));
  }

  private static void takeByFrequency(Subject subject, ProbeData data, Values into) {
    FrequencyClusters.Found found = FrequencyClusters.find(data);
    var whole = AblationEffect.whole(subject, data);
    int largest = found.largest();
    int keyUnits = 0;
    int largestUnits = 0;
    for (int unit = 0; unit < found.neurons().count(); unit++) {
      keyUnits += found.isKey(unit) ? 1 : 0;
      largestUnits += largest > 0 && found.isIn(unit, largest) ? 1 : 0;
    }
    into.put("ablation.neurons.key.count", keyUnits);
    into.put("ablation.neurons.largest.count", largestUnits);
    into.put("ablation.neurons.largest.frequency", largest);
    AblationEffect.put(into, "ablation.neurons.key", whole, without(subject, data, found::isKey));
    AblationEffect.put(
        into, "ablation.neurons.rest", whole, without(subject, data, unit -> !found.isKey(unit)));
    AblationEffect.put(
        into,
        "ablation.neurons.largest",
        whole,
        without(subject, data, unit -> largest > 0 && found.isIn(unit, largest)));
  }

  private static void takeBySynergy(Subject subject, ProbeData data, Values into) {
    List<Integer> group =
        HiddenSynergy.of(data)
            .map(SynergySearch.Result::lowest)
            .map(SynergySearch.Extreme::neurons)
            .orElse(List.of());
    var whole = AblationEffect.whole(subject, data);
    into.put("ablation.synergy.group.count", group.size());
    Optional<List<Integer>> defined = Optional.of(group).filter(g -> !g.isEmpty());
    AblationEffect.put(
        into,
        "ablation.synergy.group",
        whole,
        defined
            .map(g -> without(subject, data, g::contains))
            .orElseGet(() -> AblationEffect.notDefined(subject)));
    AblationEffect.put(
        into,
        "ablation.synergy.complement",
        whole,
        defined
            .map(g -> without(subject, data, unit -> !g.contains(unit)))
            .orElseGet(() -> AblationEffect.notDefined(subject)));
  }
}
