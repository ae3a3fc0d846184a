package groklab.study.engine;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.study.SampleRuns;
import groklab.study.sweep.Job;
import groklab.study.sweep.Jobs;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  @Test
  void putsTheLongestRunsFirst() {
    List<Job> jobs =
        Jobs.of(
            SampleRuns.sweep(
                """
                [[axis]]
                key = "budget.steps"
                values = [10, 40, 20]
                [[axis]]
                key = "model.width"
                values = [8, 64]
                """),
            SampleRuns.base());
    var workload = new Workload(jobs);
    List<Job> ordered = workload.longestFirst();
    assertThat(ordered).containsExactlyInAnyOrderElementsOf(jobs);
    assertThat(ordered.stream().map(workload::of).toList())
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(ordered.getFirst().settings())
        .containsEntry("budget.steps", "40")
        .containsEntry("model.width", "64");
    assertThat(ordered.getLast().settings()).containsEntry("budget.steps", "10");
  }

  @Test
  void forecastsFromATryAndCountsAllRuns() {
    Forecast forecast = Forecast.of(new Workload(SampleRuns.jobs()), 2);
    assertThat(forecast.runs()).isEqualTo(4);
    assertThat(forecast.seconds()).isPositive().isLessThan(60);
  }
}
