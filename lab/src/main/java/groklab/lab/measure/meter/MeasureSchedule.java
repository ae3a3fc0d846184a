package groklab.lab.measure.meter;

import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.data.SubjectData;
import groklab.lab.rundir.ProbeAccount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Decides which measures are taken at a probe, by their cost in operations and never by the clock.
///
/// Measures are *regular*, taken at every probe, as long as all of them together cost at most twice
/// as much as the core (the measures that every run takes). The others are *thinned*: a measure is
/// taken whenever the steps since it was last taken, or since the start, pay for it; and at the
/// last probe, paid or not, if it was never taken. Regular and thinned measures may cost a tenth of
/// the training work together; when there are thinned ones, these get one half of it, in equal
/// parts.
///
/// Thinned measures with the same needs are taken together, so that the needs are met once for all
/// of them; one that costs more than its needs goes alone.
///
/// What is due is a function of the steps of the probes so far, so a resumed run only has to name
/// the recorded ones again.
public final class MeasureSchedule {
  /// All probes together may cost this share of the training work. A tenth of the time is what is
  /// promised; the model counts loops of Java too low by about a fifth on some machines.
  private static final double SHARE = 0.08;

  private static final double REGULAR_PER_CORE = 2;

  private final List<Measure> regular = new ArrayList<>();
  private final List<Bundle> bundles = new ArrayList<>();
  private final long regularCost;
  private final double regularShare;

  private static final class Bundle {
    final List<Measure> measures;
    final Set<Need> needs;
    long operations;
    long everySteps;
    long next;
    boolean taken;

    Bundle(List<Measure> measures, Set<Need> needs) {
      this.measures = measures;
      this.needs = needs;
    }
  }

  /// @param meter whose measures these are
  /// @param core the measures that every probe takes
  /// @param stepCost operations of a training step
  /// @param density of the spec's probes: all shares grow with it
  public MeasureSchedule(ProbeMeter meter, List<Measure> core, double stepCost, double density) {
    SubjectData data = meter.data();
    List<Measure> rest = new ArrayList<>();
    for (Measure measure : meter.measures()) {
      (core.contains(measure) ? regular : rest).add(measure);
    }
    Set<Need> met = new LinkedHashSet<>(ProbeMeter.needs(data.subject(), regular));
    long cost = data.sharedCost(met) + regular.stream().mapToLong(m -> m.cost(data)).sum();
    double most = REGULAR_PER_CORE * cost;
    Set<Need> coreNeeds = Set.copyOf(met);
    rest.sort(Comparator.comparingLong(m -> extra(data, coreNeeds, m)));
    List<Measure> dear = new ArrayList<>();
    for (Measure measure : rest) {
      long extra = extra(data, met, measure);
      if (cost + extra <= most) {
        cost += extra;
        met.addAll(measure.needs(data.subject()));
        regular.add(measure);
      } else {
        dear.add(measure);
      }
    }
    regularCost = cost;
    bundle(data, met, dear);
    regularShare = bundles.isEmpty() ? SHARE : SHARE / 2;
    double shareOfEach = SHARE / 2 / Math.max(1, bundles.size());
    for (Bundle b : bundles) {
      b.everySteps =
          Math.max(1, (long) Math.ceil(b.operations / (shareOfEach * density * stepCost)));
      b.next = b.everySteps;
    }
  }

  /// What a measure adds to the cost of a probe that meets some needs already.
  private static long extra(SubjectData data, Set<Need> met, Measure measure) {
    Set<Need> all = new HashSet<>(met);
    all.addAll(measure.needs(data.subject()));
    return data.sharedCost(all) - data.sharedCost(met) + measure.cost(data);
  }

  private void bundle(SubjectData data, Set<Need> met, List<Measure> dear) {
    Map<Set<Need>, Bundle> together = new LinkedHashMap<>();
    for (Measure measure : dear) {
      Set<Need> needs = new LinkedHashSet<>(measure.needs(data.subject()));
      needs.removeAll(met);
      long own = measure.cost(data);
      if (own > extra(data, met, measure) - own) {
        bundles.add(new Bundle(new ArrayList<>(List.of(measure)), needs));
      } else {
        together
            .computeIfAbsent(needs, n -> new Bundle(new ArrayList<>(), n))
            .measures
            .add(measure);
      }
    }
    bundles.addAll(together.values());
    for (Bundle b : bundles) {
      Set<Need> all = new HashSet<>(met);
      all.addAll(b.needs);
      b.operations =
          data.sharedCost(all)
              - data.sharedCost(met)
              + b.measures.stream().mapToLong(m -> m.cost(data)).sum();
    }
  }

  /// Operations of a probe that takes the regular measures alone.
  public long regularCost() {
    return regularCost;
  }

  /// The share of the training work that the regular measures may cost.
  public double regularShare() {
    return regularShare;
  }

  /// The measures that are not taken at every probe.
  public List<ProbeAccount.Thinned> thinned() {
    return bundles.stream()
        .map(b ->
            new ProbeAccount.Thinned(
                b.measures.stream().map(Measure::name).toList(), b.operations, b.everySteps))
        .toList();
  }

  /// The measures to take at a probe.
  ///
  /// @param last whether it is the run's last probe
  public Set<Measure> due(long step, boolean last) {
    Set<Measure> due = new LinkedHashSet<>(regular);
    for (Bundle b : bundles) {
      if (step >= b.next || (last && !b.taken)) {
        due.addAll(b.measures);
      }
    }
    return due;
  }

  /// Takes note of a probe that was not the last.
  public void probed(long step) {
    for (Bundle b : bundles) {
      if (step >= b.next) {
        b.next = step + b.everySteps;
        b.taken = true;
      }
    }
  }
}
