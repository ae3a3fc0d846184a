package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.file.Tensor;
import groklab.lab.problem.ExampleSet;
import groklab.lab.rundir.Checkpoint;
import groklab.lab.rundir.Digest;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What draws numbers or keeps state beside the rule goes on from a checkpoint as if nothing had
/// happened, wherever that lies in its period.
class ResumeTest {
  private static final int STEPS = 11;
  private static final String NEURAL =
      "[[optimizer.stage]]\nkind = \"neural-gradient\"\nhidden = 9\nevery = 3\nouterShare = 0.2\n";

  private static RunSpec spec(String lines) {
    return new SpecReader()
        .parse(
            "[task]\nmodulus = 7\ntokens = \"pair\"\ntrainFraction = 0.8\n"
                + "[model]\nkind = \"mlp\"\nwidth = 11\n[optimizer]\nlearningRate = 0.05\n"
                + lines);
  }

  private static Checkpoint trained(RunSpec spec, int from, Checkpoint state, int threads) {
    try (Trainer trainer = new Trainer(spec, threads)) {
      trainer.initialise();
      var codec = new CheckpointCodec(spec, trainer);
      if (from > 0) {
        codec.load(state);
      }
      for (int step = from; step < STEPS; step++) {
        trainer.step(step);
      }
      return codec.save(STEPS);
    }
  }

  private static Checkpoint at(RunSpec spec, int steps) {
    try (Trainer trainer = new Trainer(spec, 1)) {
      trainer.initialise();
      for (int step = 0; step < steps; step++) {
        trainer.step(step);
      }
      return new CheckpointCodec(spec, trainer).save(steps);
    }
  }

  private static String digest(Checkpoint checkpoint) {
    return Digest.of(checkpoint.weights(), List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[training.dropout]]\nat = [\"layers.0.hook_pre\"]\nrate = 0.3\n",
        "[[optimizer.stage]]\nkind = \"spectral-entropy\"\nevery = 4\n",
        "[[optimizer.stage]]\nkind = \"spectral-entropy\"\n",
        NEURAL,
        NEURAL + "[training]\nbatch = 8\nprecision = \"float64\"\n",
      })
  void aResumedRunEndsWhereTheOtherDoes(String lines) {
    RunSpec spec = spec(lines);
    Checkpoint whole = at(spec, STEPS);
    assertThat(digest(whole)).isNotEqualTo(digest(at(spec(""), STEPS)));
    for (int from = 1; from < STEPS; from += 2) {
      Checkpoint resumed = trained(spec, from, at(spec, from), 1 + from % 3);
      assertThat(digest(resumed)).isEqualTo(digest(whole));
      assertThat(resumed.optimizer().keySet()).isEqualTo(whole.optimizer().keySet());
    }
  }

  @Test
  void theAmplifierIsKeptBesideTheNetwork() {
    Checkpoint state = at(spec(NEURAL), 6);
    var plain = at(spec(""), 6);
    assertThat(state.weights().keySet()).isEqualTo(plain.weights().keySet());
    assertThat(state.optimizer().keySet())
        .contains(
            "neural-gradient.weights",
            "neural-gradient.firstMoment",
            "neural-gradient.secondMoment");
    assertThat(state.optimizer().get("neural-gradient.weights"))
        .isInstanceOfSatisfying(
            Tensor.F64.class, tensor -> assertThat(tensor.shape()).containsExactly(27));
  }

  @Test
  void aCheckpointWithoutTheAmplifierIsRefused() {
    RunSpec spec = spec(NEURAL);
    Checkpoint state = at(spec, 2);
    var less = new TreeMap<>(state.optimizer());
    less.remove("neural-gradient.weights");
    var damaged = new Checkpoint(2, state.weights(), less);
    assertThatThrownBy(() -> trained(spec, 2, damaged, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the checkpoint's tensor neural-gradient.weights is missing, or has not the size and"
                + " bins that this run's has; it belongs to another run");
  }

  /// 39 of the 49 pairs are trained on; a fifth of them are held out, and no batch has one.
  @Test
  void whatIsHeldOutIsInNoBatch() {
    RunSpec spec = spec(NEURAL + "[training]\nbatch = 5\n");
    var problem = spec.problem();
    int[] all = spec("").problem().trainRows();
    int[] held = problem.rows(ExampleSet.HELD_OUT);
    assertThat(held).hasSize(Math.round(0.2f * all.length)).doesNotHaveDuplicates();
    assertThat(IntStream.concat(Arrays.stream(held), Arrays.stream(problem.trainRows())).toArray())
        .containsExactlyInAnyOrder(all);
    try (Trainer trainer = new Trainer(spec, 1)) {
      for (int step = 0; step < 20; step++) {
        assertThat(trainer.examplesAt(step)).doesNotContain(held);
      }
    }
  }
}
