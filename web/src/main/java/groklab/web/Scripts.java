package groklab.web;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The scripts of the pages: ES modules that import each other by relative address.
///
/// A dashboard serves them as they are. A report is one file, which no module can import from; so
/// they are linked: each module becomes a function that is called once and returns what the module
/// exports. Only the forms that our modules use are known, named imports and exports at the start
/// of a line; any other is refused, and the tests link every page.
///
/// No bundler: the ones that Maven Central has are 48 MB of native programs (esbuild) or a compiler
/// that rewrites what it joins (Closure), for what is a page of code here. No import map of `data:`
/// addresses either: the report's policy would have to allow scripts from `data:`, and now it names
/// each script that may run by its SHA-256.
final class Scripts {
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import \\{\\s*([^}]*?),?\\s*\\} from \"([^\"]+)\";\n");
  private static final Pattern EXPORT =
      Pattern.compile("(?m)^export (?=(?:async )?(?:function|class|const) (\\w+))");
  private static final Pattern UNKNOWN = Pattern.compile("(?m)^(?:import|export)\\b.*");

  private Scripts() {}

  /// A module and all that it needs, each after what it imports.
  ///
  /// @param entry name below this package
  static List<String> reachable(String entry) {
    return List.copyOf(sources(entry).keySet());
  }

  /// A module and all that it needs as one module without imports.
  static String linked(String entry) {
    return sources(entry).entrySet().stream()
        .map(module -> asFunction(module.getKey(), module.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static SequencedMap<String, String> sources(String entry) {
    var sources = new LinkedHashMap<String, String>();
    collect(entry, sources, new ArrayList<>());
    return sources;
  }

  private static void collect(
      String name, SequencedMap<String, String> sources, List<String> importing) {
    if (sources.containsKey(name)) {
      return;
    }
    if (importing.contains(name)) {
      throw new IllegalStateException("Modules import each other: " + importing + " and " + name);
    }
    importing.add(name);
    String source = HtmlPage.resource(name);
    imports(name, source).forEach(other -> collect(other, sources, importing));
    importing.removeLast();
    sources.put(name, source);
  }

  private static Stream<String> imports(String name, String source) {
    return IMPORT.matcher(source).results().map(found -> target(name, found.group(2)));
  }

  /// The module at an address that is relative to another one.
  private static String target(String from, String address) {
    return Path.of(from).resolveSibling(address).normalize().toString().replace('\\', '/');
  }

  private static String asFunction(String name, String source) {
    var exported = EXPORT.matcher(source).results().map(found -> found.group(1)).toList();
    String body =
        IMPORT
            .matcher(EXPORT.matcher(source).replaceAll(""))
            .replaceAll(found ->
                Matcher.quoteReplacement(
                    "const { %s } = %s;\n"
                        .formatted(
                            found.group(1).replace(" as ", ": "),
                            variable(target(name, found.group(2))))));
    Matcher unknown = UNKNOWN.matcher(body);
    if (unknown.find()) {
      throw new IllegalStateException(
          "%s has a form of import or export that cannot be linked: %s"
              .formatted(name, unknown.group()));
    }
    return "const %s = (() => {\n%sreturn { %s };\n})();"
        .formatted(variable(name), body, String.join(", ", exported));
  }

  /// `charts/board.js` as a name in JavaScript.
  private static String variable(String name) {
    return name.replaceAll("\\.js$", "").replaceAll("\\W", "_");
  }
}
