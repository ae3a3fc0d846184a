package groklab.lab.phase.detector;

import groklab.lab.phase.Evidence;
import groklab.lab.phase.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The episodes of one kind. One is named after [#PROBES] probes in a row
/// that show it, and has ended after as many in a row that do not, dated at the first of them.
final class Episodes {
  /// Probes in a row that name an episode, or end it.
  static final int PROBES = 3;

  private final List<Sighting> ended = new ArrayList<>();
  private @Nullable Episode current;

  private static final class Episode {
    final Sighting.Kind kind;
    final long step;
    final Evidence because;
    final double highest;
    int probes;
    int agreeing;
    int inARow;
    long lastChange;
    boolean named;

    Episode(Sighting.Kind kind, long step, Evidence because, double highest) {
      this.kind = kind;
      this.step = step;
      this.because = because;
      this.highest = highest;
    }

    Sighting sighting() {
      double steady = (agreeing + 1.0) / (probes + 2.0);
      return new Sighting(kind, step, OptionalLong.empty(), because, Math.min(highest, steady));
    }
  }

  /// A probe that shows it.
  ///
  /// @param since the step that a new episode is dated at, at most `step`
  /// @param evidence of a new episode
  /// @param highest confidence at most
  Optional<Sighting> seen(
      Sighting.Kind kind, long since, Supplier<Evidence> evidence, double highest) {
    if (current == null) {
      current = new Episode(kind, since, evidence.get(), highest);
    }
    if (current.inARow < 0) {
      current.inARow = 0;
    }
    current.inARow++;
    current.probes++;
    current.agreeing++;
    if (!current.named && current.inARow >= PROBES) {
      current.named = true;
      return Optional.of(current.sighting());
    }
    return Optional.empty();
  }

  /// A probe that does not show it.
  Optional<Sighting> notSeen(long step) {
    if (current == null) {
      return Optional.empty();
    }
    if (!current.named) {
      current = null;
      return Optional.empty();
    }
    if (current.inARow > 0) {
      current.inARow = 0;
      current.lastChange = step;
    }
    current.inARow--;
    current.probes++;
    return current.inARow <= -PROBES ? end(current.lastChange) : Optional.empty();
  }

  /// Ends the present episode at once.
  Optional<Sighting> end(long step) {
    if (current == null) {
      return Optional.empty();
    }
    var over = current;
    current = null;
    if (!over.named) {
      return Optional.empty();
    }
    var sighting = over.sighting().endedAt(step);
    ended.add(sighting);
    return Optional.of(sighting);
  }

  /// Whether there has been one.
  boolean any() {
    return !ended.isEmpty() || (current != null && current.named);
  }

  List<Sighting> all() {
    var all = new ArrayList<>(ended);
    if (current != null && current.named) {
      all.add(current.sighting());
    }
    return all;
  }
}
