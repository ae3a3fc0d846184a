package groklab.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptsTest {
  @Test
  void aModuleComesAfterWhatItImports() {
    var names = Scripts.reachable("pages/report.js");
    assertThat(names).containsSubsequence("charts/scales.js", "charts/board.js", "pages/run.js");
    assertThat(names).last().isEqualTo("pages/report.js");
    assertThat(names).doesNotHaveDuplicates().doesNotContain("pages/live.js");
  }

  @ParameterizedTest
  @ValueSource(strings = {"report", "live", "runs", "compare", "start", "sweep"})
  void everyPageCanBeLinked(String page) {
    assertThat(Scripts.linked("pages/" + page + ".js"))
        .doesNotContainPattern("(?m)^(import|export)\\b");
  }

  @Test
  void anExportBecomesWhatItsModuleReturnsAndAnImportTakesItFromThere() {
    assertThat(Scripts.linked("pages/report.js"))
        .contains("const charts_pace = (() => {")
        .contains("\nreturn { Pace };\n})();")
        .contains("const { Pace } = charts_pace;");
  }

  @Test
  void aFormThatCannotBeLinkedIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> Scripts.linked("scripts/unlinkable.js"))
        .hasMessageContaining("scripts/unlinkable.js")
        .hasMessageContaining("export default 1;");
  }

  @Test
  void modulesThatImportEachOtherAreRefused() {
    assertThatThrownBy(() -> Scripts.linked("scripts/cycle-a.js"))
        .hasMessageContaining("cycle-a.js")
        .hasMessageContaining("cycle-b.js");
  }
}
