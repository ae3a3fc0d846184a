package groklab.lab.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CriteriaTest {
  @Test
  void everyCriterionIsFoundByItsNameAndHoldsTogether() {
    for (Criterion criterion : List.of(new Accuracy(), new LossShare())) {
      assertThat(Criteria.named(criterion.name())).isEqualTo(criterion);
      assertThat(criterion.kind().page().summary()).isNotBlank();
      assertThat(criterion.noun()).isNotBlank();
      double train = criterion.score(criterion.thresholds().train());
      double validation = criterion.score(criterion.thresholds().validation());
      double guess = criterion.score(criterion.guessing(Baseline.UNKNOWN.withChance(1.0 / 100)));
      assertThat(train).isGreaterThanOrEqualTo(validation);
      assertThat(validation).isGreaterThan(guess + criterion.clear());
    }
  }

  @Test
  void anUnknownNameIsRefusedWithThoseThatThereAre() {
    assertThat(Criteria.find("none")).isEmpty();
    assertThatThrownBy(() -> Criteria.named("none"))
        .hasMessage("the criterion is none; expected one of accuracy, loss-share");
  }
}
