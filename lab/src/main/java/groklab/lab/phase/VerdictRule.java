package groklab.lab.phase;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a whole run amounts to, from T_mem, T_grok and the phases between them. Confusion = the
/// training set never reached its threshold; memorisation = it did, the validation set never did;
/// grokking = T_grok ≥ 3 T_mem with a plateau between; comprehension = both, but not that.
///
/// A plateau between them is a phase [Phase#PLATEAU] that began before T_grok and lasted to 2 T_mem
/// at least, as long again as memorising had taken, with a probe on it that is later than T_mem.
/// The phase itself says that the training set is fit and validation clearly where guessing and
/// look-up leave it, or, above that level, that it has stood still for a decade of steps. A shorter
/// one above that level counts where it is a [Sighting.Kind#STANDSTILL]: as long at least, in
/// decades, as the rise after it. Without a plateau every slow smooth curve would be grokking.
///
/// Both are ratios, so the verdict does not depend on the length of a run. T_mem = 0, a run that
/// begins with a fit training set, counts as 1: the bar is then step 3. T_mem and T_grok are first
/// crossings. A time that is censored has not come: the verdict is that of the run so far, and more
/// steps can change it. It depends on thresholds and probe grid, says nothing about what the
/// network computes, and looks at the first crossings only: a run that generalised and collapsed is
/// still "grokking".
public final class VerdictRule {
  /// T_grok / T_mem from which on a delay counts as grokking.
  public static final long DELAY = 3;

  /// Times T_mem that the plateau must reach.
  private static final long PAUSE = 2;

  private VerdictRule() {}

  /// The plateau between memorising and generalising.
  ///
  /// @param to the first probe that is no longer on it, or T_grok
  /// @param probes on it
  public record Plateau(long from, long to, long probes) {
    private Plateau(long from, long to, long[] probes) {
      this(from, to, count(probes, from, to));
    }

    private boolean lasts(long memorised, long[] probes) {
      return to >= PAUSE * Math.max(1, memorised)
          && count(probes, Math.max(from, memorised + 1), to) > 0;
    }
  }

  /// @param phases of the run, each ending where the next begins
  /// @param sightings of the run
  /// @param probes steps of all probes
  public static Verdict verdict(
      OptionalLong memorised,
      OptionalLong generalised,
      List<PhaseSpan> phases,
      List<Sighting> sightings,
      long[] probes) {
    if (memorised.isEmpty()) {
      return Verdict.CONFUSION;
    }
    if (generalised.isEmpty()) {
      return Verdict.MEMORISATION;
    }
    long from = memorised.getAsLong();
    long to = generalised.getAsLong();
    return isLate(from, to) && plateau(from, to, phases, sightings, probes).isPresent()
        ? Verdict.GROKKING
        : Verdict.COMPREHENSION;
  }

  /// Whether the validation set came so much later that it can be grokking.
  public static boolean isLate(long memorised, long generalised) {
    return generalised >= DELAY * Math.max(1, memorised);
  }

  /// The first phase that is one, or else the first standstill.
  public static Optional<Plateau> plateau(
      long memorised,
      long generalised,
      List<PhaseSpan> phases,
      List<Sighting> sightings,
      long[] probes) {
    for (int i = 0; i < phases.size(); i++) {
      long end = i + 1 < phases.size() ? phases.get(i + 1).step() : Long.MAX_VALUE;
      var plateau = new Plateau(phases.get(i).step(), Math.min(end, generalised), probes);
      if (phases.get(i).phase() == Phase.PLATEAU && plateau.lasts(memorised, probes)) {
        return Optional.of(plateau);
      }
    }
    return sightings.stream()
        .filter(seen -> seen.kind() == Sighting.Kind.STANDSTILL)
        .map(seen ->
            new Plateau(
                seen.step(), Math.min(seen.until().orElse(generalised), generalised), probes))
        .filter(plateau -> plateau.lasts(memorised, probes))
        .findFirst();
  }

  /// Probes from one step to another, the second one not included.
  private static long count(long[] probes, long from, long to) {
    return Arrays.stream(probes).filter(step -> step >= from && step < to).count();
  }
}
