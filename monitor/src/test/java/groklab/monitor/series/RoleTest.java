package groklab.monitor.series;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleTest {
  @ParameterizedTest
  @CsvSource({
    "train_loss, true, LOSS, ''",
    "train/loss, true, LOSS, ''",
    "Loss/train, true, LOSS, ''",
    "loss, true, LOSS, ''",
    "acc, true, ACCURACY, ''",
    "trainAccuracy, true, ACCURACY, ''",
    "train_loss_epoch, true, LOSS, ''",
    "val_loss, false, LOSS, ''",
    "validation.accuracy, false, ACCURACY, ''",
    "eval_loss, false, LOSS, ''",
    "eval/cars_accuracy, false, ACCURACY, cars",
    "eval_arc_easy_acc, false, ACCURACY, arc easy",
    "test/acc, false, ACCURACY, ''",
    "val_sparse_categorical_accuracy, false, ACCURACY, ''",
    "val/ppl, false, LOSS, ''",
    "val_error, false, ACCURACY, ''",
  })
  void isToldFromTheUsualSpellings(
      String name, boolean training, Quantity quantity, String domain) {
    assertThat(Role.of(name)).isPresent();
    Role role = Role.of(name).orElseThrow();
    assertThat(role.isTraining()).isEqualTo(training);
    assertThat(role.quantity()).isEqualTo(quantity);
    assertThat(role.domain()).isEqualTo(domain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "learning_rate",
        "lr",
        "grad_norm",
        "train_samples_per_second",
        "epoch",
        "loss_scale",
        "train_runtime",
        "weights.l2",
        "best_val_loss",
        "throughput"
      })
  void isNotSeenInOtherSeries(String name) {
    assertThat(Role.of(name)).isEmpty();
  }
}
