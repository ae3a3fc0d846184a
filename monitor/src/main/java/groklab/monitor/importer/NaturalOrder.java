package groklab.monitor.importer;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Order of paths in which the numbers in names count as numbers: `checkpoint-900` comes before
/// `checkpoint-1000`.
final class NaturalOrder {
  private static final Pattern PART = Pattern.compile("\\d+|\\D+");

  private NaturalOrder() {}

  static int compare(Path a, Path b) {
    List<String> left = parts(a.toString());
    List<String> right = parts(b.toString());
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = compare(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static int compare(String a, String b) {
    return Character.isDigit(a.charAt(0)) && Character.isDigit(b.charAt(0))
        ? new BigInteger(a).compareTo(new BigInteger(b))
        : a.compareTo(b);
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    Matcher found = PART.matcher(text);
    while (found.find()) {
      parts.add(found.group());
    }
    return parts;
  }
}
