package groklab.app.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.Experiment;
import groklab.catalog.Tier;
import groklab.catalog.check.AtMost;
import groklab.catalog.check.Evidence;
import groklab.catalog.check.Reading;
import groklab.catalog.check.Within;
import groklab.catalog.reproduce.Reproduction;
import groklab.study.engine.LocalEngine;
import groklab.web.diagram.Panel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimPanelsTest {
  private static final Reading LOSS = Reading.last("train.loss");

  private static final Entry ENTRY =
      new Entry(
          "small2026",
          "runs that learn nothing",
          "nobody: Nothing, arXiv 0000.00000",
          List.of(
              Experiment.ofRecipe(
                  "small",
                  "mlp-addition",
                  2,
                  "task.modulus=7",
                  "model.width=8",
                  "budget.steps=20",
                  "probes.measures=[\"loss\", \"accuracy\"]")),
          List.of(
              Claim.of("late", "Late.", "here", new Within("small", Reading.GENERALISED, 5, 50)),
              Claim.of("never", "Never.", "here", Within.never("small", Reading.MEMORISED)),
              Claim.of("low", "Low.", "here", new Within("small", LOSS, 0, 1)),
              Claim.of("same", "Same.", "here", new AtMost("small", LOSS, 1, "small", LOSS))),
          List.of(),
          List.of(),
          List.of());

  @TempDir private Path folder;

  @Test
  void eachMeasureThatClaimsReadHasAPanelWithTheirBands() {
    var reproduction = new Reproduction(folder, new LocalEngine(), 2);
    reproduction.run(reproduction.missing(ENTRY, Tier.QUICK), run -> {}, () -> false);
    List<Panel> panels = new ClaimPanels(ENTRY, reproduction.evidence(ENTRY)).all();
    assertThat(panels).extracting(Panel::measure).containsExactly("accuracy", "loss");
    assertThat(panels.getFirst().bands()).containsExactly(new Panel.Band(true, 5, 50));
    assertThat(panels.getLast().bands()).containsExactly(new Panel.Band(false, 0, 1));
    assertThat(panels)
        .allSatisfy(panel -> {
          assertThat(panel.title()).isEqualTo("small");
          assertThat(panel.unseen()).hasSize(2);
          assertThat(panel.train()).hasSize(2);
          assertThat(panel.marks()).as("nothing was learnt").isEmpty();
        });
  }

  @Test
  void withoutRunsThereIsNoPanel() {
    assertThat(new ClaimPanels(ENTRY, new Evidence(Map.of("small", List.of()))).all()).isEmpty();
  }
}
