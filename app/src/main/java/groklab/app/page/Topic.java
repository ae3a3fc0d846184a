package groklab.app.page;

import groklab.lab.criterion.Criterion;
import groklab.lab.kind.Kinds;
import groklab.lab.kind.OfKind;
import groklab.lab.loss.Loss;
import groklab.lab.measure.Catalogue;
import groklab.lab.model.ModelSpec;
import groklab.lab.problem.TaskSpec;
import groklab.lab.update.OptimizerSpec;
import groklab.lab.update.StageSpec;
import groklab.zoo.recipe.Recipes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What `groklab list` can list. Names and pages come from below, so that a new one appears here by
/// itself.
public enum Topic {
  RECIPES(() -> Recipes.list().stream().map(Pages::ofRecipe)),
  TASKS(() -> kinds(TaskSpec.class)),
  MODELS(() -> kinds(ModelSpec.class)),
  LOSSES(() -> kinds(Loss.class)),
  OPTIMIZERS(() -> kinds(OptimizerSpec.class)),
  STAGES(() -> kinds(StageSpec.class)),
  MEASURES(() -> Catalogue.listed().stream().map(Pages::ofMeasure)),
  CRITERIA(() -> kinds(Criterion.class)),
  WORDS(() -> Glossary.entries().stream());

  private final Supplier<Stream<Entry>> pages;

  Topic(Supplier<Stream<Entry>> pages) {
    this.pages = pages;
  }

  /// In the order in which they are listed.
  public List<Entry> pages() {
    return pages.get().toList();
  }

  /// Every page there is.
  public static List<Entry> allPages() {
    return Arrays.stream(values()).flatMap(topic -> topic.pages().stream()).toList();
  }

  private static Stream<Entry> kinds(Class<? extends OfKind> role) {
    return Kinds.of(role).stream().flatMap(Pages::ofKind);
  }

  /// The word on the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
