package groklab.lab.criterion;

import groklab.lab.kind.Kind;
import groklab.lab.kind.KindProvider;
import groklab.lab.kind.Kinds;
import java.util.List;
import java.util.Optional;

/// The criteria that the lab itself brings, because runs of which nothing else is known are judged
/// by them; and all criteria by their names.
public final class Criteria implements KindProvider {
  @Override
  public List<Kind<?>> kinds() {
    return List.of(Accuracy.KIND, LossShare.KIND);
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
