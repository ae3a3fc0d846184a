package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `docs/dependencies.cdx.json`, the CycloneDX list of what ships, says of every library its
/// version and the SHA-256 of its jar. The libraries that are here are those, bit for bit, and no others.
class DependencyListTest {
  private static final Path LIST = Path.of("..", "docs", "dependencies.cdx.json");

  /// What only tests use.
  private static final Pattern FOR_TESTS =
      Pattern.compile(
          ".*[/\\\\](junit-|opentest4j|apiguardian|assertj-|byte-buddy|archunit|surefire-)"
              + ".*\\.jar");

  @Test
  void theLibrariesAreThoseOfTheList() throws IOException {
    assertThat(here()).containsExactlyInAnyOrderEntriesOf(listed());
  }

  private static Map<String, String> listed() throws IOException {
    var listed = new TreeMap<String, String>();
    for (JsonNode component :
        JsonMapper.shared().readTree(Files.readString(LIST)).at("/components")) {
      if (component.at("/purl").asString().startsWith("pkg:maven/")) {
        listed.put(
            "%s-%s.jar"
                .formatted(component.at("/name").asString(), component.at("/version").asString()),
            sha256(component));
      }
    }
    return listed;
  }

  private static String sha256(JsonNode component) {
    for (JsonNode hash : component.at("/hashes")) {
      if (hash.at("/alg").asString("").equals("SHA-256")) {
        return hash.at("/content").asString();
      }
    }
    throw new AssertionError("no SHA-256 of " + component);
  }

  private static Map<String, String> here() throws IOException {
    var here = new TreeMap<String, String>();
    String hidden = System.getProperty("surefire.test.class.path");
    String path = hidden == null ? System.getProperty("java.class.path") : hidden;
    for (String entry : path.split(File.pathSeparator)) {
      String name = Path.of(entry).getFileName().toString();
      if (name.endsWith(".jar")
          && !name.startsWith("groklab-")
          && !FOR_TESTS.matcher(entry).matches()) {
        here.put(name, sha256(Files.readAllBytes(Path.of(entry))));
      }
    }
    return here;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
