package groklab.zoo.recipe;

import groklab.lab.kind.SpecException;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The catalogue of recipes.
///
/// A recipe is the resource `NAME.toml` beside this class; `index.txt` lists the names in the order
/// in which they are shown, because a module's resources cannot be listed portably.
public final class Recipes {
  private Recipes() {}

  /// All names, in the order in which they are shown.
  public static List<String> names() {
    return resource("index.txt").lines().toList();
  }

  /// All recipes, in the order in which they are shown.
  public static List<Recipe> list() {
    return names().stream().map(Recipes::find).toList();
  }

  /// One of [#names].
  ///
  /// @throws IllegalStateException if there is none of that name
  public static Recipe find(String name) {
    String toml = text(name);
    return new Recipe(name, SpecReader.about(toml), toml);
  }

  /// The resolved spec of a recipe.
  ///
  /// @throws SpecException if there is no recipe of that name; the message suggests the nearest
  public static RunSpec load(String name) {
    return Reader.ONE.readNamed(name, List.of());
  }

  /// A reader whose specs may name a recipe as their base.
  public static SpecReader reader() {
    return Reader.ONE;
  }

  private static String text(String name) {
    return resource(name + ".toml");
  }

  private static String resource(String file) {
    try (var in = Recipes.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("Groklab's jar lacks the resource " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Groklab's jar cannot be read: " + file, e);
    }
  }

  /// Made when the first spec is read: it brings Jackson, for which whoever wants a name should not
  /// wait.
  private static final class Reader {
    static final SpecReader ONE =
        new SpecReader(
            new SpecReader.Library() {
              @Override
              public Optional<String> text(String name) {
                return names().contains(name) ? Optional.of(Recipes.text(name)) : Optional.empty();
              }

              @Override
              public List<String> names() {
                return Recipes.names();
              }
            });
  }
}
