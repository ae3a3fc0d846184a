package groklab.app.spec;

import groklab.lab.spec.RunSpec;
import groklab.zoo.recipe.Recipes;
import java.io.File;
import java.nio.file.Path;
import java.util.List;

/// A spec as it is named on the command line: a recipe or a file.
public final class SpecSource {
  private SpecSource() {}

  /// @param source a recipe's name, or the path of a `.toml` file
  /// @param overrides `path=value` each
  public static RunSpec read(String source, List<String> overrides) {
    return isFile(source)
        ? Recipes.reader().readFile(Path.of(source), overrides)
        : Recipes.reader().readNamed(source, overrides);
  }

  /// A recipe's name has neither an ending nor a separator in it.
  private static boolean isFile(String source) {
    return source.endsWith(".toml") || source.contains(File.separator);
  }
}
