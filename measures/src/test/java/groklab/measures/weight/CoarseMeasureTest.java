package groklab.measures.weight;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.engine.exec.Session;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.Subject;
import groklab.lab.probe.Probe;
import groklab.measures.AnalyticSolution;
import groklab.measures.Subjects;
import groklab.measures.Take;
import groklab.measures.weight.CoarseComplexity.Coarse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoarseMeasureTest {
  private static final String NAME = "weights.coarseComplexity";

  /// Every setting of the grid is written into the network and its loss taken.
  @Test
  void theFewestBitsThatKeepTheLossAreRecorded() {
    Subject.Model subject = Subjects.of(AnalyticSolution.TOML, 1);
    try (Session _ = subject.session()) {
      AnalyticSolution.write(subject, 1, 2);
      Probe p = Take.probe(subject, NAME, "loss");
      double loss = p.value("train.loss");
      List<Matrix> weights = weights(subject);
      var complexity = new CoarseComplexity(weights);
      double tight = Double.POSITIVE_INFINITY;
      double loose = Double.POSITIVE_INFINITY;
      for (CoarseComplexity.Setting setting : CoarseComplexity.grid()) {
        Coarse coarse = complexity.at(setting);
        write(subject, coarse.weights());
        double here = Take.probe(subject, "loss").value("train.loss");
        tight = here <= loss + 0.0625 ? Math.min(tight, coarse.bits()) : tight;
        loose = here <= loss + 1 ? Math.min(loose, coarse.bits()) : loose;
      }
      write(subject, weights);
      assertThat(p.value(NAME)).isEqualTo(tight);
      assertThat(p.value(NAME + ".loose")).isEqualTo(loose).isLessThan(tight);
      var chosen = new CoarseComplexity.Setting(p.value(NAME + ".share"), p.value(NAME + ".bin"));
      assertThat(complexity.at(chosen).bits()).isEqualTo(tight);
    }
  }

  private static List<Matrix> weights(Subject.Model subject) {
    List<Matrix> out = new ArrayList<>();
    for (Subject.Weight w : subject.weights()) {
      out.add(new Matrix(w.rows(), w.cols(), Take.weights(subject, w.name())));
    }
    return out;
  }

  private static void write(Subject.Model subject, List<Matrix> weights) {
    for (int i = 0; i < weights.size(); i++) {
      Take.write(subject, subject.weights().get(i).name(), weights.get(i).values());
    }
  }

  @Test
  void weightsThatAreNotFiniteHaveNone() {
    Subject.Model subject = Subjects.of(Subjects.TRANSFORMER, 1);
    try (Session _ = subject.session()) {
      Take.edit(subject, "embed.W_E", w -> Take.scaled(w, Double.POSITIVE_INFINITY));
      Probe p = Take.probe(subject, NAME);
      assertThat(p.values()).hasSize(4);
      assertThat(p.values().values()).allMatch(v -> v.isNaN());
    }
  }

  /// 2⁻¹⁰ is the finest bin: of smaller weights nothing is left, which a network that uses them
  /// cannot afford.
  @Test
  void whereNoSettingKeepsTheLossThereIsNone() {
    Subject.Model subject = Subjects.of(AnalyticSolution.TOML, 1);
    try (Session _ = subject.session()) {
      AnalyticSolution.write(subject, 1, 10);
      assertThat(Take.probe(subject, NAME).values().values())
          .allSatisfy(v -> assertThat(v).isGreaterThan(0));
      AnalyticSolution.write(subject, 1e-4, 10e8);
      assertThat(Take.probe(subject, NAME).values().values()).allMatch(v -> v.isNaN());
    }
  }
}
