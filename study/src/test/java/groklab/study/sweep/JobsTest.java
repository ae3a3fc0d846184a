package groklab.study.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.kind.SpecException;
import groklab.study.SampleRuns;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobsTest {
  @Test
  void namesARunByWhatItIsSoThatASweepThatGrowsRenamesNone() {
    SweepSpec larger =
        SampleRuns.sweep("[[axis]]\nkey = \"optimizer.weightDecay\"\nvalues = [3.0, 0.1, 1.0]\n");
    List<String> before = SampleRuns.jobs().stream().map(Job::id).toList();
    List<String> after = Jobs.of(larger, SampleRuns.base()).stream().map(Job::id).toList();
    assertThat(before).hasSize(4).doesNotHaveDuplicates();
    assertThat(after).hasSize(6).containsAll(before);
  }

  @Test
  void refusesAnAxisThatNamesNoKey() {
    SweepSpec sweep = SampleRuns.sweep("[[axis]]\nkey = \"optimizer.weigthDecay\"\nvalues = [1]\n");
    assertThatThrownBy(() -> Jobs.of(sweep, SampleRuns.base()))
        .isInstanceOf(SpecException.class)
        .hasMessage("optimizer.weigthDecay is not a key; did you mean optimizer.weightDecay?");
  }

  @Test
  void refusesAValueThatNoRunCanHave() {
    SweepSpec sweep = SampleRuns.sweep("[[axis]]\nkey = \"task.trainFraction\"\nvalues = [2.0]\n");
    assertThatThrownBy(() -> Jobs.of(sweep, SampleRuns.base()))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("task.trainFraction is 2.0; expected");
  }

  @Test
  void refusesTwoCellsThatAreOneRun() {
    SweepSpec sweep =
        SampleRuns.sweep("[[axis]]\nkey = \"optimizer.weightDecay\"\nvalues = [1, 1.0]\n");
    assertThatThrownBy(() -> Jobs.of(sweep, SampleRuns.base()))
        .hasMessage(
            "The cells optimizer.weightDecay = 1 and optimizer.weightDecay = 1.0 are the same run;"
                + " leave one out");
  }
}
