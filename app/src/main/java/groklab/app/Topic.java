package groklab.app;

import groklab.lab.spec.ModelSpec;
import groklab.lab.spec.OptimizerSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What `groklab list` can list. The names come from the closed worlds of the lab, so that a new one appears here by
/// itself; each has a page, see [Page].
enum Topic {
  MODELS(() -> Stream.of(ModelSpec.class.getPermittedSubclasses()).map(Class::getSimpleName)),
  OPTIMIZERS(() -> Arrays.stream(OptimizerSpec.Kind.values()).map(Enum::name));

  private final Supplier<Stream<String>> names;

  Topic(Supplier<Stream<String>> names) {
    this.names = names;
  }

  /// The names as they are written in a spec.
  List<String> names() {
    return names.get().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  /// The word on the command line, also the folder of the pages.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
