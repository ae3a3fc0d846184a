package groklab.zoo.stage;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.kind.Kind;
import groklab.lab.kind.Kinds;
import groklab.lab.kind.ValueSection;
import groklab.lab.update.StageSpec;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StagePagesTest {
  private static Stream<Kind<? extends StageSpec>> stages() {
    return Kinds.of(StageSpec.class).stream();
  }

  @ParameterizedTest
  @MethodSource("stages")
  <S extends StageSpec> void aPageNamesEveryKeyWithItsDefault(Kind<S> kind) {
    String keys = ValueSection.write(kind.type().cast(Kinds.usual(kind)), kind.codec());
    assertThat(keys.lines()).isNotEmpty();
    assertThat(kind.page().body().replace(",\n", ", "))
        .contains(keys.lines().map("`%s`"::formatted).toList());
  }
}
