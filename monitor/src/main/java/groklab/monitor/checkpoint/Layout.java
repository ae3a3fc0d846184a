package groklab.monitor.checkpoint;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a library names the tensors of a network. Another one is a line in [Layouts].
///
/// @param name what people call it: `GPT-2`
/// @param marks patterns of names, each of which some tensor must have
/// @param parts where tensors belong; the first that is found in a name counts
record Layout(String name, List<Pattern> marks, List<Part> parts) {
  /// A part of the network.
  ///
  /// @param label with `$1` for the number of its layer
  record Part(Pattern pattern, String label) {}

  /// @param parts for each a pattern and its label
  static Layout of(String name, List<String> marks, String... parts) {
    return new Layout(
        name,
        marks.stream().map(Layout::start).toList(),
        java.util.stream.IntStream.range(0, parts.length / 2)
            .mapToObj(i -> new Part(start(parts[2 * i]), parts[2 * i + 1]))
            .toList());
  }

  /// Names may stand below those of wrappers: `module.`, `_orig_mod.`, `model.`.
  private static Pattern start(String pattern) {
    return Pattern.compile("(?:^|[./])" + pattern);
  }

  boolean isOf(Collection<String> names) {
    return marks.stream()
        .allMatch(mark -> names.stream().anyMatch(name -> mark.matcher(name).find()));
  }

  /// The part that a tensor belongs to.
  Optional<String> part(String tensor) {
    for (Part each : parts) {
      Matcher found = each.pattern.matcher(tensor);
      if (found.find()) {
        return Optional.of(
            found.groupCount() > 0 ? each.label.replace("$1", found.group(1)) : each.label);
      }
    }
    return Optional.empty();
  }
}
