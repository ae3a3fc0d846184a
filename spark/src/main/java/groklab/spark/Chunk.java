package groklab.spark;

import groklab.study.sweep.Job;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/// The runs of one task: what is lost, and run again, when its machine is lost.
record Chunk(List<Job> jobs) implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  /// Up to this many tasks each has one run only. With more, Spark's work for a task (about 10 ms)
  /// and its file would weigh more than what is lost with it.
  private static final int TASKS = 1_000;

  private static final int MOST_RUNS = 50;

  Chunk {
    jobs = List.copyOf(jobs);
  }

  /// In the order of the jobs, which is that in which tasks begin.
  static List<Chunk> of(List<Job> jobs) {
    int size = Math.clamp(jobs.size() / TASKS, 1, MOST_RUNS);
    List<Chunk> chunks = new ArrayList<>();
    for (int from = 0; from < jobs.size(); from += size) {
      chunks.add(new Chunk(jobs.subList(from, Math.min(from + size, jobs.size()))));
    }
    return chunks;
  }
}
