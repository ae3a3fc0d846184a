package groklab.lab.update;

import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Names of parameters, where `*` stands for any text: `blocks.*.W_in`.
public record ParameterPattern(List<String> names) {
  /// every parameter
  public static final ParameterPattern ALL = new ParameterPattern(List.of("*"));

  public ParameterPattern {
    names = List.copyOf(names);
  }

  /// The key `parameters` of a section: all of them unless stated.
  public static <S> ParameterPattern read(Section<S> s, Function<S, ParameterPattern> of) {
    return new ParameterPattern(s.texts("parameters", ALL.names(), v -> of.apply(v).names()));
  }

  public boolean matches(String parameter) {
    return names.stream().anyMatch(name -> matches(name, parameter));
  }

  private static boolean matches(String name, String parameter) {
    String[] parts = name.split("\\*", -1);
    var pattern = new StringBuilder(Pattern.quote(parts[0]));
    for (int i = 1; i < parts.length; i++) {
      pattern.append(".*").append(Pattern.quote(parts[i]));
    }
    return parameter.matches(pattern.toString());
  }

  /// Refuses a pattern of which a name matches nothing.
  ///
  /// @param key where it stands in the spec
  /// @param parameters of the network
  /// @throws SpecException as one sentence
  public void check(String key, List<String> parameters) {
    if (names.isEmpty()) {
      throw new SpecException("%s is empty; write e.g. [\"*\"] for all parameters".formatted(key));
    }
    for (String name : names) {
      if (parameters.stream().noneMatch(parameter -> matches(name, parameter))) {
        throw new SpecException(
            "%s names \"%s\", which matches no parameter of this network; it has %s"
                .formatted(key, name, String.join(", ", parameters)));
      }
    }
  }
}
