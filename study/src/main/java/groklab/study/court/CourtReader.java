package groklab.study.court;

import groklab.lab.file.RunFileException;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import groklab.lab.kind.TableSection;
import groklab.study.court.CourtSpec.Family;
import groklab.study.court.CourtSpec.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlMapper;

/// Reads the file of a court: `name`, `seeds`, `trials`; `[[family]]` with `name`, `base` and
/// `set`; `[[method]]` with `name`, `source`, `set` and `knobs`. Every error is a [SpecException]
/// with one sentence.
public final class CourtReader {
  private static final TomlMapper TOML = new TomlMapper();

  private CourtReader() {}

  /// @throws SpecException as above, also if there is no such file
  public static CourtSpec readFile(Path file) {
    try {
      return read(Files.readString(file), file.toString());
    } catch (NoSuchFileException _) {
      throw new SpecException("There is no file %s; check the path".formatted(file));
    } catch (IOException e) {
      throw RunFileException.reading(file, e);
    }
  }

  /// @param label what messages call the text
  public static CourtSpec read(String text, String label) {
    try {
      ObjectNode tree = (ObjectNode) TOML.readTree(text);
      return TableSection.read("", tree, CourtReader::court, Set.of()).required();
    } catch (JacksonException e) {
      throw new SpecException(
          "%s is not TOML (%s); expected lines like key = 1, key = \"text\" or [section]"
              .formatted(label, e.getOriginalMessage()));
    }
  }

  private static CourtSpec court(Section<CourtSpec> s) {
    return new CourtSpec(
        s.text("name", "court", CourtSpec::name),
        s.wholes("seeds", List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L), CourtSpec::seeds),
        s.whole("trials", 16, CourtSpec::trials),
        s.tables("family", CourtReader::family, CourtSpec::families),
        s.tables("method", CourtReader::method, CourtSpec::methods));
  }

  private static Family family(Section<Family> s) {
    return new Family(
        s.text("name", "", Family::name),
        s.text("base", "quickstart", Family::base),
        s.texts("set", List.of(), Family::set));
  }

  private static Method method(Section<Method> s) {
    return new Method(
        s.text("name", "", Method::name),
        s.text("source", "", Method::source),
        s.texts("set", List.of(), Method::set),
        s.texts("knobs", List.of(), Method::knobs));
  }
}
