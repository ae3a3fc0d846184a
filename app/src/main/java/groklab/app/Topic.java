package groklab.app;

import groklab.lab.measure.Catalogue;
import groklab.lab.recipe.Recipes;
import groklab.lab.spec.ModelSpec;
import groklab.lab.spec.OptimizerSpec;
import groklab.lab.task.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What `groklab list` can list. Names and pages come from the lab, so that a new one appears here
/// by itself.
enum Topic {
  RECIPES(() -> Recipes.list().stream().map(Pages::ofRecipe)),
  TASKS(() -> Operation.all().stream().map(Pages::ofTask)),
  MODELS(() ->
      Stream.of(ModelSpec.class.getPermittedSubclasses())
          .map(type -> Pages.written("models", lower(type.getSimpleName())))),
  OPTIMIZERS(() ->
      Arrays.stream(OptimizerSpec.Kind.values())
          .map(kind -> Pages.written("optimizers", lower(kind.name())))),
  MEASURES(() -> Catalogue.listed().stream().map(Pages::ofMeasure));

  private final Supplier<Stream<Page>> pages;

  Topic(Supplier<Stream<Page>> pages) {
    this.pages = pages;
  }

  /// In the order in which they are listed.
  List<Page> pages() {
    return pages.get().toList();
  }

  /// Every page there is.
  static List<Page> allPages() {
    return Arrays.stream(values()).flatMap(topic -> topic.pages().stream()).toList();
  }

  /// The word on the command line.
  @Override
  public String toString() {
    return lower(name());
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
