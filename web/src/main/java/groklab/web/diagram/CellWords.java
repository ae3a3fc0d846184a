package groklab.web.diagram;

import groklab.lab.phase.Verdict;
import groklab.study.diagram.Cell;
import groklab.study.diagram.MedianTime;
import groklab.study.statistics.Share;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The cells of a diagram, each in one sentence.
public final class CellWords {
  /// Thousands of cells have few shares.
  private final Map<Share, String> shares = new HashMap<>();

  /// `grokking in 2 of 3, memorisation in 1; P(generalising) 0.67, 95 % from 0.21 to 0.94; ...`
  public String of(Cell cell) {
    var counts = new ArrayList<String>();
    cell.counts()
        .forEach((verdict, count) -> {
          if (count > 0) {
            counts.add(verdict.label() + " in " + count);
          }
        });
    if (cell.undecided() > 0) {
      counts.add("not decided: " + cell.undecided());
    }
    if (cell.failed() > 0) {
      counts.add("failed: " + cell.failed());
    }
    String verdict =
        cell.verdict().map(Verdict::label).orElse(cell.isFailed() ? "failed" : "not decided");
    return "%s (%s of %s). P(grokking) %s; P(generalising) %s. Median T_grok %s, median delay %s."
        .formatted(
            verdict,
            String.join(", ", counts),
            Numbers.count(cell.n(), "run", "runs"),
            shares.computeIfAbsent(cell.grokking(), CellWords::words),
            shares.computeIfAbsent(cell.generalising(), CellWords::words),
            words(cell.generalised()),
            words(cell.delay()));
  }

  private static String words(Share share) {
    return share.n() == 0
        ? "unknown"
        : "%s, 95 %% from %s to %s (n %d)"
            .formatted(
                Numbers.share(share.value()),
                Numbers.share(share.interval().low()),
                Numbers.share(share.interval().high()),
                share.n());
  }

  private static String words(Optional<MedianTime> time) {
    return time.map(t ->
            (t.censored() ? "at least " : "") + Numbers.grouped(Math.round(Math.floor(t.steps()))))
        .orElse("unknown");
  }
}
