package groklab.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.engine.exec.Session;
import groklab.lab.kind.SpecException;
import groklab.lab.measure.AnyMeasure;
import groklab.lab.measure.Catalogue;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Subject;
import groklab.lab.measure.meter.ProbeMeter;
import groklab.lab.probe.Probe;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
  private static final Set<String> OF_TRANSFORMERS = Set.of("ablation.heads", "ablation.embedding");

  private static List<String> select(String... names) {
    return Catalogue.select(List.of(names), "probes.measures").measures().stream()
        .map(Measure::name)
        .toList();
  }

  @Test
  void groupsMeasuresAndRecordedNamesAreSelected() {
    assertThat(select("default"))
        .startsWith("loss", "accuracy", "brier", "margin", "weights.l2")
        .contains(
            "fourier.restrictedLoss",
            "fourier.excludedLoss",
            "fourier.keyFrequencies",
            "spectrum.alpha",
            "spectrum.traps");
    assertThat(select("all")).hasSize(Catalogue.all().size());
    assertThat(select("behaviour"))
        .contains("calibration", "swappedCells")
        .doesNotContain("weights.l2");
    assertThat(select("gradient.l2", "loss")).containsExactly("loss", "gradient.l2");
    assertThat(select("validation.brier")).containsExactly("brier");
    assertThat(select("weights.l2.embed.W_E")).containsExactly("weights.l2");
  }

  @Test
  void onlyWhatIsAskedForByItsOwnNameMustApply() {
    var selection = Catalogue.select(List.of("behaviour", "weights.l2"), "--measure");
    assertThat(selection.named()).extracting(AnyMeasure::name).containsExactly("weights.l2");
  }

  @ParameterizedTest
  @CsvSource({"weigths, weights", "calibratoin, calibration", "defualt, default", "brierr, brier"})
  void aMisspeltNameIsRefusedWithASuggestion(String given, String meant) {
    assertThatThrownBy(() -> select(given))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith(
            "probes.measures names \"%s\", which is neither a group".formatted(given))
        .hasMessageEndingWith("did you mean %s?".formatted(meant));
  }

  @Test
  void namesAreDistinct() {
    assertThat(Catalogue.listed()).extracting(AnyMeasure::name).doesNotHaveDuplicates();
  }

  @Test
  void everythingIsListedGroupByGroup() {
    assertThat(Catalogue.listed())
        .containsAll(Catalogue.all())
        .containsAll(Catalogue.comparisons())
        .hasSize(Catalogue.all().size() + Catalogue.comparisons().size())
        .extracting(measure -> measure.page().group())
        .isSorted();
  }

  @Test
  void comparisonsAreSelectedLikeMeasuresAndBesideThem() {
    var weights = Catalogue.select(List.of("weights"), "--measure");
    assertThat(weights.measures()).extracting(AnyMeasure::name).contains("weights.l2");
    assertThat(weights.comparisons())
        .extracting(AnyMeasure::name)
        .containsExactly("weights.updateRatio");
    var one = Catalogue.select(List.of("validation.barrier.at"), "--measure");
    assertThat(one.measures()).isEmpty();
    assertThat(one.named()).extracting(AnyMeasure::name).containsExactly("landscape.barrier");
    assertThat(Catalogue.select(List.of("all"), "--measure").comparisons())
        .isEqualTo(Catalogue.comparisons());
    assertThat(Catalogue.select(List.of("default"), "--measure").comparisons()).isEmpty();
  }

  /// Each measure alone: it gets by with the needs that it names, and records what its page
  /// announces and nothing else. What does not apply to perceptrons on one-hot inputs is named
  /// here.
  @ParameterizedTest
  @ValueSource(
      strings = {Subjects.TRANSFORMER, Subjects.PERCEPTRON, Subjects.WIDE, Subjects.PERMUTATIONS})
  void everyMeasureNeedsWhatItNamesAndRecordsWhatItAnnounces(String toml) {
    Subject.Model subject = Subjects.of(toml, 1);
    try (Session _ = subject.session()) {
      for (Measure measure : applicable(subject)) {
        try (var meter = new ProbeMeter(subject, List.of(measure))) {
          Probe probe = meter.take(0);
          if (OF_TRANSFORMERS.contains(measure.name()) && toml.equals(Subjects.PERCEPTRON)) {
            assertThat(meter.notApplicable()).containsOnlyKeys(measure.name());
            continue;
          }
          assertThat(probe.values()).as(measure.name()).isNotEmpty();
          assertThat(probe.values().keySet())
              .allSatisfy(name -> {
                assertThat(measure.page().announces(name)).as(name).isTrue();
                assertThat(Catalogue.find(name)).contains(measure);
              });
        }
      }
    }
  }

  private static List<Measure> applicable(Subject subject) {
    return Catalogue.all().stream()
        .filter(measure -> ProbeMeter.obstacle(measure, subject).isEmpty())
        .toList();
  }

  @Test
  void everyMeasureAppliesSomewhereAndSaysWhyNotElsewhere() {
    Set<Measure> somewhere = new HashSet<>();
    for (String toml :
        List.of(
            Subjects.TRANSFORMER,
            Subjects.PERCEPTRON,
            Subjects.WIDE,
            Subjects.PERMUTATIONS,
            Subjects.EXPERTS,
            Subjects.CHAINS,
            "[task]\nmodulus = 5\ntokens = \"pair\"\n[model]\nkind = \"mlp\"\nwidth = 4\n")) {
      Subject.Model subject = Subjects.of(toml, 1);
      try (Session _ = subject.session()) {
        for (Measure measure : Catalogue.all()) {
          ProbeMeter.obstacle(measure, subject)
              .ifPresentOrElse(
                  why -> assertThat(why).as(measure.name()).isNotBlank().doesNotEndWith("."),
                  () -> somewhere.add(measure));
        }
      }
    }
    assertThat(somewhere).containsAll(Catalogue.all());
  }

  @Test
  void valuesDoNotDependOnThreadsNorOnTheOtherMeasures() {
    Subject.Model one = Subjects.of(Subjects.WIDE, 1);
    Subject.Model three = Subjects.of(Subjects.WIDE, 3);
    try (Session _ = one.session();
        Session _ = three.session();
        var together = new ProbeMeter(one, Catalogue.all());
        var elsewhere = new ProbeMeter(three, Catalogue.all())) {
      Probe probe = together.take(0);
      assertThat(elsewhere.take(0)).isEqualTo(probe);
      for (Measure measure : applicable(one)) {
        try (var alone = new ProbeMeter(one, List.of(measure))) {
          assertThat(probe.values()).containsAllEntriesOf(alone.take(0).values());
        }
      }
    }
  }

  @Test
  void valuesOfTheTrainingSetComeFirstThenThoseOfTheValidationSet() {
    Subject.Model subject = Subjects.of(Subjects.TRANSFORMER, 1);
    try (Session _ = subject.session();
        var meter =
            new ProbeMeter(subject, Catalogue.select(List.of("default"), "test").measures())) {
      assertThat(List.copyOf(meter.take(0).values().keySet()).subList(0, 10))
          .containsExactly(
              "train.loss",
              "train.accuracy",
              "train.brier",
              "train.margin",
              "validation.loss",
              "validation.accuracy",
              "validation.brier",
              "validation.margin",
              "weights.l2",
              "weights.l2.embed.W_E");
    }
  }
}
