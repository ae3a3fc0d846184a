package groklab.lab.measure.meter;

import groklab.lab.measure.AnyMeasure;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.lab.measure.data.SubjectData;
import groklab.lab.probe.Probe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Takes the probes of one subject.
public final class ProbeMeter implements AutoCloseable {
  private final List<Measure> measures;
  private final SequencedMap<String, String> notApplicable = new LinkedHashMap<>();
  private final List<Measure.Gauge> gauges;
  private final SubjectData data;

  /// @param measures in the order in which their values are recorded; those that do not apply to
  ///     the subject are left out, see [#notApplicable]
  public ProbeMeter(Subject subject, List<Measure> measures) {
    List<Measure> fitting = new ArrayList<>();
    for (Measure measure : measures) {
      obstacle(measure, subject)
          .ifPresentOrElse(
              why -> notApplicable.put(measure.name(), why), () -> fitting.add(measure));
    }
    this.measures = List.copyOf(fitting);
    this.data = new SubjectData(subject, needs(subject, fitting));
    this.gauges = this.measures.stream().map(measure -> measure.on(subject)).toList();
  }

  /// Why a measure cannot be taken of a subject; empty = it can.
  public static Optional<String> obstacle(AnyMeasure measure, Subject subject) {
    return Need.closure(measure.needs(subject), subject).stream()
        .flatMap(need -> subject.obstacle(need).stream())
        .findFirst()
        .or(() -> measure.obstacle(subject));
  }

  static Set<Need> needs(Subject subject, Collection<? extends AnyMeasure> measures) {
    Set<Need> needs = new LinkedHashSet<>();
    measures.forEach(measure -> needs.addAll(Need.closure(measure.needs(subject), subject)));
    return needs;
  }

  /// The measures that apply.
  public List<Measure> measures() {
    return measures;
  }

  /// Names of the measures that do not apply to the subject, with the reason.
  public SequencedMap<String, String> notApplicable() {
    return notApplicable;
  }

  /// Operations of a probe that takes all measures, by the cost model: each need that they share
  /// met once, and what they do themselves.
  public long cost() {
    return data.sharedCost(needs(data.subject(), measures))
        + measures.stream().mapToLong(measure -> measure.cost(data)).sum();
  }

  /// What the measures cost on this subject.
  public SubjectData data() {
    return data;
  }

  /// All measures at the subject's present weights.
  public Probe take(long step) {
    return take(step, measures);
  }

  /// Some of the measures at the subject's present weights, in the order of [Measured].
  ///
  /// @param due those to take
  public Probe take(long step, Collection<Measure> due) {
    Measured measured = measure(due);
    return new Probe(step, measured.values(), measured.lists());
  }

  /// The same with the reasons of what is not defined.
  ///
  /// @param due those to take
  public Measured measure(Collection<Measure> due) {
    data.begin(needs(data.subject(), due));
    var measured = new Measured();
    for (int i = 0; i < gauges.size(); i++) {
      if (due.contains(measures.get(i))) {
        gauges.get(i).take(data, measured);
      }
    }
    return measured;
  }

  @Override
  public void close() {
    data.close();
  }
}
