package groklab.measures.information;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.engine.exec.Session;
import groklab.lab.measure.Catalogue;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.lab.measure.data.SubjectData;
import groklab.lab.measure.meter.ProbeMeter;
import groklab.lab.probe.Probe;
import groklab.lab.problem.ExampleSet;
import groklab.measures.Subjects;
import groklab.measures.Take;
import groklab.measures.common.synergy.SynergySearch;
import java.util.List;
import org.junit.jupiter.api.Test;

class InformationMeasuresTest {
  private static final String LARGER =
      """
      [task]
      modulus = 11
      tokens = "pair"
      [model]
      kind = "mlp"
      width = 24
      """;

  @Test
  void theyAreTheSearchOnTheTrainingActivations() {
    Subject.Model subject = Subjects.of(LARGER, 1);
    var need = new Need.Activations(ExampleSet.TRAIN, "layers.0.hook_post", Need.At.SCORED);
    try (Session _ = subject.session();
        var data = new SubjectData(subject, List.of(need))) {
      var expected =
          SynergySearch.of(data.activations(ExampleSet.TRAIN, need.hook(), Need.At.SCORED));
      Probe p = Take.probe(subject, "information");
      assertThat(p.value("information.synergy")).isEqualTo(expected.synergy()).isFinite();
      assertThat(p.value("information.redundancy")).isEqualTo(expected.redundancy());
      assertThat(p.value("information.synergySize")).isEqualTo(expected.lowest().size());
      assertThat(p.value("information.synergyNeurons"))
          .isEqualTo(expected.lowest().neurons().size());
      assertThat(p.value("information.oInformation"))
          .isBetween(-p.value("information.synergy"), p.value("information.redundancy"));
      assertThat(p.value("information.totalCorrelation")).isPositive();
    }
  }

  @Test
  void aDivergedNetworkHasNoSynergy() {
    Subject.Model subject = Subjects.of(LARGER, 1);
    try (Session _ = subject.session()) {
      Take.edit(subject, "layers.0.b", b -> Take.scaled(b, Double.NaN));
      Probe p = Take.probe(subject, "information", "ablation.synergy");
      assertThat(p.value("information.synergy")).isNaN();
      assertThat(p.value("ablation.synergy.group.count")).isZero();
      assertThat(p.value("ablation.synergy.group.train.loss")).isNaN();
    }
  }

  @Test
  void tooFewTrainingExamplesAreSaid() {
    Subject.Model subject =
        Subjects.of("[task]\nmodulus = 5\ntrainFraction = 0.3\n[model]\nwidth = 8\n", 1);
    try (Session _ = subject.session();
        var meter = new ProbeMeter(subject, Catalogue.all())) {
      assertThat(meter.notApplicable().get("information.synergy"))
          .isEqualTo(
              "the bias of the entropies of 10 features is known for more than 10 training"
                  + " positions only, and there are %d",
              subject.data().trainRows().length);
    }
  }
}
