package groklab.web.landscape;

import groklab.lab.rundir.RunDirectory;
import groklab.measures.frame.EntropyLandscape;
import groklab.measures.frame.EntropyLandscape.Agreement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/// How the entropies of several sampling runs agree, in words and as data.
public final class EntropyWords {
  private EntropyWords() {}

  /// Empty unless all of the runs hold an entropy over the same bins.
  public static Optional<Agreement> agreement(List<RunDirectory> runs) {
    List<EntropyLandscape> walkers =
        runs.stream()
            .flatMap(run -> run.latestCheckpoint().flatMap(EntropyLandscape::in).stream())
            .toList();
    return walkers.isEmpty() || walkers.size() < runs.size()
        ? Optional.empty()
        : EntropyLandscape.agreement(walkers);
  }

  public static String sentence(Agreement found) {
    return String.format(
        Locale.ROOT,
        "The entropies of these walkers differ by at most %.2f nat, over %,d bins that all have"
            + " visited.",
        found.largest(),
        found.bins());
  }

  public static SequencedMap<String, Object> data(Agreement found) {
    var data = new LinkedHashMap<String, Object>();
    data.put("bins", found.bins());
    data.put("largestDifference", found.largest());
    return data;
  }
}
