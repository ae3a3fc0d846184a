package groklab.lab.criterion;

import groklab.lab.kind.Kind;
import groklab.lab.kind.KindProvider;
import groklab.lab.kind.Kinds;
import java.util.List;
import java.util.Optional;

/// The criteria that the lab itself brings, because runs of which nothing else is known are judged
/// by them; the preferred one of such a run first.
public final class Criteria implements KindProvider {
  private static final List<Criterion> OF_UNKNOWN_RUNS = List.of(new Accuracy(), new LossShare());

  @Override
  public List<Kind<?>> kinds() {
    return List.of(Accuracy.KIND, LossShare.KIND);
  }

  /// What a run of which nothing is known may be judged by, the preferred one first.
  public static List<Criterion> ofUnknownRuns() {
    return OF_UNKNOWN_RUNS;
  }

  /// The criterion of a name, with its defaults.
  public static Optional<Criterion> find(String name) {
    return Kinds.find(Criterion.class, name).map(Kinds::usual);
  }

  /// @throws IllegalArgumentException if there is none of this name
  public static Criterion named(String name) {
    return find(name)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the criterion is %s; expected one of %s"
                    .formatted(name, String.join(", ", Kinds.names(Criterion.class)))));
  }
}
