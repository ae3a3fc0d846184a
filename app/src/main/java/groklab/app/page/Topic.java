package groklab.app.page;

import groklab.catalog.entry.Catalog;
import groklab.lab.control.ControllerSpec;
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
  RECIPES(() ->
      Recipes.names().stream()
          .map(name -> new Named(name, () -> Pages.ofRecipe(Recipes.find(name))))),
  SYSTEMS(() ->
      Catalog.entries().stream()
          .map(system -> new Named(system.id(), () -> Pages.ofSystem(system)))),
  TASKS(() -> kinds(TaskSpec.class)),
  MODELS(() -> kinds(ModelSpec.class)),
  LOSSES(() -> kinds(Loss.class)),
  OPTIMIZERS(() -> kinds(OptimizerSpec.class)),
  STAGES(() -> kinds(StageSpec.class)),
  CONTROLLERS(() -> kinds(ControllerSpec.class)),
  MEASURES(() ->
      Catalogue.listed().stream()
          .map(measure -> new Named(measure.name(), () -> Pages.ofMeasure(measure)))),
  CRITERIA(() -> kinds(Criterion.class)),
  WORDS(() -> Glossary.entries().stream().map(Named::of));

  private final Supplier<Stream<Named>> names;

  Topic(Supplier<Stream<Named>> names) {
    this.names = names;
  }

  /// In the order in which they are listed.
  public List<Entry> pages() {
    return names.get().map(named -> named.page().get()).toList();
  }

  /// Every name there is.
  static Stream<Named> allNames() {
    return Arrays.stream(values()).flatMap(topic -> topic.names.get());
  }

  private static Stream<Named> kinds(Class<? extends OfKind> role) {
    return Kinds.of(role).stream().flatMap(Pages::ofKind).map(Named::of);
  }

  /// The word on the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
