package groklab.monitor.examples;

import groklab.lab.file.RunFileException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An object of JSON on each line; its columns are the keys of the first one. A value is a text, a
/// number, true, false, or an array of these.
record JsonLinesFile(Path path) implements RowFile {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  @Override
  public List<String> columns() throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(path)) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          return List.copyOf(object(line, number).propertyNames());
        }
      }
    } catch (java.nio.charset.CharacterCodingException e) {
      throw noText();
    }
    throw new RunFileException("%s is empty; expected rows of inputs and answer".formatted(path));
  }

  @Override
  public void read(Taker taker) throws IOException {
    List<String> columns = columns();
    try (BufferedReader lines = Files.newBufferedReader(path)) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          JsonNode object = object(line, number);
          List<List<String>> cells = new ArrayList<>(columns.size());
          for (String column : columns) {
            cells.add(cell(object.get(column), column, number));
          }
          taker.take(number, cells);
        }
      }
    } catch (java.nio.charset.CharacterCodingException e) {
      throw noText();
    }
  }

  private RunFileException noText() {
    return new RunFileException("%s is no text in UTF-8; save it as such".formatted(path));
  }

  private JsonNode object(String line, long number) {
    try {
      JsonNode node = MAPPER.readTree(line);
      if (node.isObject()) {
        return node;
      }
    } catch (JacksonException e) {
      throw new RunFileException(
          "%s is no JSON (%s); expected an object on each line"
              .formatted(line(number), e.getOriginalMessage()));
    }
    throw new RunFileException(
        "%s is no object; expected one on each line, such as {\"a\": 3, \"b\": 5, \"answer\": 8}"
            .formatted(line(number)));
  }

  private List<String> cell(@Nullable JsonNode value, String column, long number) {
    if (value == null) {
      throw new RunFileException(
          "%s has no %s, which the first line has; give each line the same keys"
              .formatted(line(number), column));
    }
    if (value.isArray()) {
      List<String> elements = new ArrayList<>(value.size());
      value.values().forEach(each -> elements.add(text(each, column, number)));
      return elements;
    }
    return List.of(text(value, column, number));
  }

  private String text(JsonNode value, String column, long number) {
    if (!value.isString() && !value.isNumber() && !value.isBoolean()) {
      throw new RunFileException(
          "%s has %s in %s, expected a text, a number, true, false or an array of these"
              .formatted(line(number), value, column));
    }
    return value.asString().strip();
  }
}
