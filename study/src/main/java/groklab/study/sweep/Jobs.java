package groklab.study.sweep;

import groklab.lab.file.Sum;
import groklab.lab.kind.SpecException;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.spec.SpecWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The runs that a sweep asks for.
public final class Jobs {
  private static final int ID_LENGTH = 12;

  private Jobs() {}

  /// All runs of a sweep, cell by cell.
  ///
  /// @param base what they begin with, changed as [SweepSpec#set] says
  /// @throws SpecException if an axis names no key, or a cell is no spec that can be
  public static List<Job> of(SweepSpec sweep, RunSpec base) {
    List<Job> jobs = new ArrayList<>();
    for (SequencedMap<String, String> settings : sweep.settings()) {
      jobs.addAll(of(settings, sweep.seeds(), base));
    }
    Map<String, Job> known = new HashMap<>();
    for (Job job : jobs) {
      Job twin = known.put(job.id(), job);
      if (twin != null) {
        throw new SpecException(
            "The cells %s and %s are the same run; leave one out"
                .formatted(twin.cell(), job.cell()));
      }
    }
    return jobs;
  }

  /// The runs of one cell.
  public static List<Job> of(
      SequencedMap<String, String> settings, List<Long> seeds, RunSpec base) {
    List<String> overrides = new ArrayList<>();
    settings.forEach((key, value) -> overrides.add(key + "=" + value));
    overrides.add("seed=" + seeds.getFirst());
    RunSpec cell = new SpecReader().override(base, overrides);
    List<Job> jobs = new ArrayList<>();
    for (long seed : seeds) {
      String spec = SpecWriter.write(cell.withSeed(seed));
      String sum = Sum.of(spec.getBytes(StandardCharsets.UTF_8)).sha256();
      jobs.add(new Job(sum.substring(0, ID_LENGTH), settings, seed, spec));
    }
    return jobs;
  }
}
