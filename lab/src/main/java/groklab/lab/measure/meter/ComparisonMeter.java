package groklab.lab.measure.meter;

import groklab.lab.measure.Comparison;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.lab.measure.data.SubjectData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes the comparisons of one subject, into which the weights of one step after another are
/// written.
public final class ComparisonMeter implements AutoCloseable {
  private final List<Comparison<?>> comparisons;
  private final SubjectData data;

  /// What the comparisons keep of a step. It may be shown to the meter of another subject with the
  /// same weights by name and shape.
  public static final class Notes {
    private final long step;
    private final Map<Comparison<?>, Object> kept = new LinkedHashMap<>();

    private Notes(long step) {
      this.step = step;
    }

    /// The step that they are of.
    public long step() {
      return step;
    }
  }

  /// @param comparisons that all apply to the subject, see [ProbeMeter#obstacle]
  public ComparisonMeter(Subject subject, Collection<Comparison<?>> comparisons) {
    this.comparisons = List.copyOf(comparisons);
    this.data = new SubjectData(subject, ProbeMeter.needs(subject, comparisons));
  }

  /// What those comparisons that look at such a step keep of the subject's present weights.
  public Notes note(Comparison.With with, long step) {
    List<Comparison<?>> chosen = comparisons.stream().filter(c -> c.with() == with).toList();
    data.begin(ProbeMeter.needs(data.subject(), chosen));
    var notes = new Notes(step);
    chosen.forEach(c -> notes.kept.put(c, c.note(data)));
    return notes;
  }

  /// The comparisons of the subject's present weights with other steps.
  ///
  /// @param others notes of those steps; a comparison of which none has anything is left out
  /// @return in the order of the comparisons
  public Measured take(long step, List<Notes> others) {
    List<Comparison<?>> due = new ArrayList<>();
    others.forEach(notes -> due.addAll(notes.kept.keySet()));
    data.begin(ProbeMeter.needs(data.subject(), due));
    var measured = new Measured();
    for (Comparison<?> comparison : comparisons) {
      for (Notes notes : others) {
        Object kept = notes.kept.get(comparison);
        if (kept != null) {
          take(comparison, kept, Math.abs(step - notes.step()), measured);
        }
      }
    }
    return measured;
  }

  private <T> void take(Comparison<T> comparison, Object kept, long steps, Values into) {
    @SuppressWarnings("unchecked") // put by note(), under the comparison that made it
    T other = (T) kept;
    comparison.take(other, steps, data, into);
  }

  @Override
  public void close() {
    data.close();
  }
}
