package groklab.measures.representation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.exec.Session;
import groklab.lab.measure.Subject;
import groklab.lab.model.Anatomy;
import groklab.lab.probe.Probe;
import groklab.measures.Subjects;
import groklab.measures.Take;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerCkaTest {
  /// Five neurons, five classes: W = 3·P with a permutation P, and a bias, change no geometry.
  @Test
  void anOutputThatPermutesItsLayerIsAlike() {
    Subject.Model subject = Subjects.of(Subjects.PERCEPTRON.replace("width = 9", "width = 5"), 1);
    try (Session _ = subject.session()) {
      Probe before = Take.probe(subject, "representation.layerCka");
      assertThat(before.value("representation.layerCka.0.train")).isBetween(0.01, 0.99);
      Take.edit(
          subject,
          "output.W",
          w -> {
            Arrays.fill(w, 0);
            for (int i = 0; i < 5; i++) {
              w[i * 5 + (i + 2) % 5] = 3;
            }
            return w;
          });
      Probe p = Take.probe(subject, "representation.layerCka");
      assertThat(p.value("representation.layerCka.0.train")).isCloseTo(1, within(1e-12));
      assertThat(p.value("representation.layerCka.0.validation")).isCloseTo(1, within(1e-12));
    }
  }

  /// An MLP that writes nothing hands the residual stream on.
  @Test
  void stagesFollowTheResidualStream() {
    Subject.Model subject = Subjects.of(Subjects.TRANSFORMER + "layers = 2\n", 1);
    try (Session _ = subject.session()) {
      assertThat(LayerCka.stages(subject))
          .extracting(Anatomy.Stage::hook)
          .isEqualTo(
              List.of(
                  "blocks.0.hook_resid_mid",
                  "blocks.0.hook_resid_post",
                  "blocks.1.hook_resid_mid",
                  "blocks.1.hook_resid_post",
                  "logits"));
      Take.edit(subject, "blocks.1.mlp.W_out", w -> new double[w.length]);
      Probe p = Take.probe(subject, "representation.layerCka");
      assertThat(p.value("representation.layerCka.2.train")).isCloseTo(1, within(1e-6));
      assertThat(p.value("representation.layerCka.0.train")).isLessThan(0.999);
      assertThat(p.values()).hasSize(8);
    }
  }
}
