package groklab.lab.phase;

import java.util.Locale;
import java.util.OptionalLong;

/// Something that was seen beside the phases: it overlaps them, several can be seen at once, and
/// most runs show few.
///
/// An episode that ends is told again with its end; kind and step say which one it is.
///
/// @param step the probe step at which it began
/// @param until the probe step at which it ended; empty = it is a single moment, or had not ended
/// @param because what it was told from, and what could not be known
/// @param confidence in (0, 1); how it is reckoned is said at each kind
public record Sighting(
    Kind kind, long step, OptionalLong until, Evidence because, double confidence)
    implements Finding {

  /// What can be seen.
  public enum Kind {
    /// The run generalised at least three times as late as it had fit the training set, with a
    /// plateau between ([VerdictRule]). Confidence: rule of succession over the probes of the
    /// plateau, 0.5 where the probe grid is too coarse for the three.
    GROKKING,
    /// The run generalised without such a delay or without a plateau: not grokking
    /// ([VerdictRule]). Confidence: rule of succession over the probes up to then, 0.5 where the
    /// probe grid is too coarse for the three.
    COMPREHENSION,
    /// Before it generalised, validation had stood still above what guessing and look-up give, and
    /// at least as long, in decades of steps, as it then took to rise: a raised plateau, told in
    /// hindsight (`StandstillDetector`). Confidence: rule of succession over its probes, at most
    /// 0.8, because a curve that slows down and one that stands still differ by degrees.
    STANDSTILL,
    /// After a plateau validation rose and settled below the threshold (arXiv 2309.02390;
    /// `SettledLevelDetector`). Confidence: rule of succession over the settled probes, at most
    /// 0.8, because such a level can be a transient.
    SEMI_GROKKING,
    /// After a plateau validation moved to a level that is not chance and stayed there, with errors
    /// that are worse than guessing (`SettledLevelDetector`). Confidence: as above, at most 0.5,
    /// because a curve does not show whether the errors follow a rule.
    MISGROKKING,
    /// Hidden progress on the plateau: excluded loss rises and restricted loss falls (arXiv
    /// 2301.05217; `CircuitDetector`). Confidence: rule of succession over its probes.
    CIRCUIT_FORMATION,
    /// The sum of squared weights drops sharply (arXiv 2301.05217; `CleanupDetector`). Confidence:
    /// rule of succession over its probes, at most 0.5 where no Fourier measures stand beside it.
    CLEANUP,
    /// One cycle of fast growth of the last layer, spike of the training loss, and rest (arXiv
    /// 2206.04817; `SlingshotDetector`). Confidence 0.8; halved for each part of the evidence that
    /// had to be done without.
    SLINGSHOT,
    /// The training loss spikes although the training set is fit (`LossSpikeDetector`), whether the
    /// weights make slingshots of it or not. Confidence: rule of succession over the spikes.
    LOSS_SPIKES,
    /// More than half of the training examples give an exactly zero loss or gradient (arXiv
    /// 2501.04697; `SoftmaxCollapseDetector`). Confidence: rule of succession over its probes.
    SOFTMAX_COLLAPSE,
    /// Correlation traps have appeared in the weights: a contested sign of over-training (arXiv
    /// 2506.04434; `TrapDetector`). Confidence: rule of succession over its probes, at most 0.5.
    OVERTRAINED_SPECTRUM;

    /// Whether it happens at one step; the others last.
    public boolean isMoment() {
      return switch (this) {
        case GROKKING, COMPREHENSION, SLINGSHOT -> true;
        case STANDSTILL,
            SEMI_GROKKING,
            MISGROKKING,
            CIRCUIT_FORMATION,
            CLEANUP,
            LOSS_SPIKES,
            SOFTMAX_COLLAPSE,
            OVERTRAINED_SPECTRUM ->
            false;
      };
    }

    /// The name in files and on the command line.
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// The same, ended.
  public Sighting endedAt(long end) {
    return new Sighting(kind, step, OptionalLong.of(end), because, confidence);
  }
}
