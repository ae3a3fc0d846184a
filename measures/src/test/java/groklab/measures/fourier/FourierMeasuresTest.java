package groklab.measures.fourier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.exec.Session;
import groklab.lab.measure.Subject;
import groklab.lab.probe.Probe;
import groklab.measures.AnalyticSolution;
import groklab.measures.Subjects;
import groklab.measures.Take;
import org.junit.jupiter.api.Test;

class FourierMeasuresTest {
  private static final String COS = "fourier.directionFve.cos." + AnalyticSolution.K;
  private static final String SIN = "fourier.directionFve.sin." + AnalyticSolution.K;

  /// One key: its excluded loss is that of all keys, its cosine explains what all explain, and the map
  /// to the logits has no other frequency.
  @Test
  void theAnalyticSolutionHasOneEntryInEachListOfKeys() {
    Subject.Model subject = Subjects.of(AnalyticSolution.TOML, 1);
    try (Session _ = subject.session()) {
      AnalyticSolution.write(subject, 1, 1);
      Probe p = Take.probe(subject, "fourier");
      assertThat(p.lists().get("fourier.keys")).containsExactly((double) AnalyticSolution.K);
      assertThat(p.lists().get("fourier.excludedLoss.byKey"))
          .containsExactly(p.value("fourier.excludedLoss.allKeys"));
      assertThat(p.lists().get("fourier.logitFve.cosines"))
          .singleElement()
          .satisfies(cosine ->
              assertThat(cosine * cosine).isCloseTo(p.value("fourier.logitFve"), within(1e-12)));
      assertThat(p.lists().get("fourier.logitMap.spectrum"))
          .hasSize(AnalyticSolution.P / 2)
          .element(AnalyticSolution.K - 1)
          .satisfies(share -> assertThat(share).isCloseTo(1, within(1e-12)));
    }
  }

  /// Both directions of the one key frequency hold nothing but the sum. When the neuron of φ = ψ =
  /// 0 forgets its right operand, the cosine's direction loses 2·cos wa·cos wb + cos² wb of
  /// 12.5·cos w(a+b): 11.5·cos w(a+b) is left, beside cos w(a−b) and ½·cos 2wb; the sine's does not
  /// read that neuron.
  @Test
  void theAnalyticSolutionCarriesTheSumInBothDirections() {
    Subject.Model subject = Subjects.of(AnalyticSolution.TOML, 1);
    try (Session _ = subject.session()) {
      Probe drawn = Take.probe(subject, "fourier.directionFve", "fourier.keyFrequencies");
      assertThat(drawn.value("fourier.keyFrequencies")).isZero();
      assertThat(drawn.value("fourier.directionFve")).isNaN();
      AnalyticSolution.write(subject, 1, 1);
      Probe p = Take.probe(subject, "fourier.directionFve", "fourier.keyFrequencies");
      assertThat(p.value("fourier.key." + AnalyticSolution.K)).isCloseTo(1, within(1e-12));
      assertThat(p.value(COS)).isCloseTo(1, within(1e-12));
      assertThat(p.value(SIN)).isCloseTo(1, within(1e-12));
      assertThat(p.value("fourier.directionFve")).isCloseTo(1, within(1e-12));
      Take.edit(
          subject,
          "layers.0.W",
          w -> {
            for (int x = 0; x < AnalyticSolution.P; x++) {
              w[(AnalyticSolution.P + x) * AnalyticSolution.NEURONS] = 0;
            }
            return w;
          });
      Probe damaged = Take.probe(subject, "fourier.directionFve");
      double left = 11.5 * 11.5;
      assertThat(damaged.value(COS)).isCloseTo(left / (left + 1 + 0.25), within(1e-12));
      assertThat(damaged.value(SIN)).isCloseTo(1, within(1e-12));
      assertThat(damaged.value("fourier.directionFve.lowest")).isEqualTo(damaged.value(COS));
      assertThat(damaged.value("fourier.directionFve"))
          .isCloseTo((damaged.value(COS) + damaged.value(SIN)) / 2, within(1e-15));
    }
  }
}
