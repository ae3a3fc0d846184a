package groklab.lab.kind;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Where a table of a list stands in a spec. Records that check their values do not know which one
/// of a list they are, or in whose section they stand; their sentences are made to say it here.
///
/// @param path with the numbers in the lists, e.g. `optimizer.group[1].rule`
record Place(String path) {
  private static final Pattern NUMBER = Pattern.compile("\\[\\d+]");

  /// An error about one of the table's keys, as one that says where the key stands.
  ///
  /// @param keys of the table
  SpecException located(SpecException error, Set<String> keys) {
    String said = String.valueOf(error.getMessage());
    if (!path.contains("[") || keys.isEmpty()) {
      return error;
    }
    String located =
        Pattern.compile("(?<![\\w.\\]])(?:%s)\\.(%s)(?!\\w)".formatted(any(homes()), any(keys)))
            .matcher(said)
            .replaceAll(found -> Matcher.quoteReplacement(path + "." + found.group(1)))
            .replace("write e.g. " + path + ".", "write e.g. "); // below a line [[...]]
    if (located.equals(said)) {
      return error;
    }
    var moved = new SpecException(located);
    moved.initCause(error);
    return moved;
  }

  /// The sections that the keys may have been said to be in: `optimizer.group.rule`,
  /// `optimizer.group`, `optimizer`.
  private List<String> homes() {
    List<String> homes = new ArrayList<>();
    String home = NUMBER.matcher(path).replaceAll("");
    homes.add(home);
    for (int dot = home.lastIndexOf('.'); dot > 0; dot = home.lastIndexOf('.')) {
      home = home.substring(0, dot);
      homes.add(home);
    }
    return homes;
  }

  private static String any(Iterable<String> texts) {
    List<String> all = new ArrayList<>();
    texts.forEach(all::add);
    all.sort(Comparator.comparingInt(String::length).reversed());
    return all.stream().map(Pattern::quote).collect(Collectors.joining("|"));
  }
}
