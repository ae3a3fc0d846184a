package groklab.lab.criterion;

import java.util.List;
import java.util.Optional;

/// The criteria that specs and run directories may name, the preferred one of a run of which
/// nothing is known first.
public final class Criteria {
  private static final List<Criterion> ALL = List.of(new Accuracy(), new LossShare());

  private Criteria() {}

  public static List<Criterion> all() {
    return ALL;
  }

  public static Optional<Criterion> find(String name) {
    return ALL.stream().filter(criterion -> criterion.name().equals(name)).findFirst();
  }

  /// @throws IllegalArgumentException if there is none of this name
  public static Criterion named(String name) {
    return find(name)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the criterion is %s; expected one of %s"
                    .formatted(
                        name, String.join(", ", ALL.stream().map(Criterion::name).toList()))));
  }
}
