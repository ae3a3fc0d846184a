package groklab.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.catalog.check.Computed;
import groklab.catalog.check.Evidence;
import groklab.catalog.check.Judgement;
import groklab.catalog.entry.Catalog;
import groklab.lab.kind.SpecException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogTest {
  static List<Entry> entries() {
    return Catalog.entries();
  }

  @Test
  void noTwoEntriesAndNoTwoClaimsOfOneHaveTheSameName() {
    assertThat(Catalog.ids()).doesNotHaveDuplicates();
    for (Entry entry : Catalog.entries()) {
      assertThat(entry.claims()).extracting(Claim::id).as(entry.id()).doesNotHaveDuplicates();
      assertThat(entry.experiments())
          .extracting(Experiment::name)
          .as(entry.id())
          .doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void everyExperimentCanBeRunAndIsNeeded(Entry entry) {
    List<String> needed =
        entry.claims().stream().flatMap(claim -> claim.check().needs().stream()).toList();
    for (Experiment experiment : entry.experiments()) {
      assertThat(experiment.jobs()).hasSameSizeAs(experiment.seeds());
      assertThat(needed).contains(experiment.name());
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void everyMutantIsAnotherExperimentAndUpsetsClaimsOfIt(Entry entry) {
    for (Mutant mutant : entry.mutants()) {
      Entry mutated = entry.mutated(mutant);
      assertThat(mutated.claims()).hasSameSizeAs(mutant.flips()).isNotEmpty();
      assertThat(mutated.claims())
          .allMatch(claim -> claim.check().needs().contains(mutant.experiment()));
      assertThat(mutated.experiment(mutant.experiment()).jobs())
          .doesNotContainAnyElementsOf(entry.experiment(mutant.experiment()).jobs());
    }
  }

  /// What needs no run: in every build.
  @ParameterizedTest
  @MethodSource("entries")
  void whatIsComputedHolds(Entry entry) {
    for (Claim claim : entry.claims()) {
      if (claim.check() instanceof Computed computed) {
        var finding = computed.judge(new Evidence(Map.of()));
        assertThat(finding.judgement()).as(finding.seen()).isEqualTo(Judgement.REPRODUCED);
      }
    }
  }

  @Test
  void whatIsNotThereIsRefusedWithWhatIs() {
    assertThatThrownBy(() -> Catalog.find("power2023"))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("The catalog has no system power2023; expected one of power2022, ");
    assertThatThrownBy(() -> Catalog.find("power2022").claims(Tier.FULL))
        .isInstanceOf(SpecException.class)
        .hasMessage("power2022 has no claim of the tier full; it has quick");
  }
}
