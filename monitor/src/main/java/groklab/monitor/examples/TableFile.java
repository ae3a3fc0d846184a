package groklab.monitor.examples;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import groklab.lab.file.RunFileException;
import groklab.monitor.log.PlainNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/// Lines of cells.
///
/// @param isNamed whether the first one holds the names of the columns; else they are called by
///     their numbers, from 1
record TableFile(Path path, char separator, boolean isNamed) implements RowFile {
  @Override
  public List<String> columns() throws IOException {
    try (CsvReader<CsvRecord> rows = open()) {
      for (CsvRecord row : rows) {
        return isNamed ? names(row.getFields()) : numbers(row.getFieldCount());
      }
    } catch (CsvParseException | UncheckedIOException e) {
      throw noTable(e);
    }
    throw new RunFileException("%s is empty; expected rows of inputs and answer".formatted(path));
  }

  private List<String> names(List<String> cells) {
    List<String> names = cells.stream().map(String::strip).toList();
    if (names.stream().anyMatch(cell -> PlainNumber.parse(cell) != null)) {
      throw new RunFileException(
          ("The first line of %s holds numbers where names of columns are expected; if there are"
                  + " none, write --no-names, and the columns are called 1 to %d")
              .formatted(path, names.size()));
    }
    var seen = new HashSet<String>();
    for (String name : names) {
      if (name.isEmpty() || !seen.add(name)) {
        throw new RunFileException(
            "The first line of %s has the name '%s' %s; give each column a name of its own"
                .formatted(path, name, name.isEmpty() ? "for a column" : "twice"));
      }
    }
    return names;
  }

  private static List<String> numbers(int columns) {
    return IntStream.rangeClosed(1, columns).mapToObj(String::valueOf).toList();
  }

  @Override
  public void read(Taker taker) throws IOException {
    try (CsvReader<CsvRecord> rows = open()) {
      int width = 0;
      boolean named = isNamed;
      for (CsvRecord row : rows) {
        List<String> fields = row.getFields();
        if (width == 0) {
          width = fields.size();
        }
        if (fields.size() != width) {
          throw new RunFileException(
              "%s has %d cells, expected %d as in the first line; mend the line"
                  .formatted(line(row.getStartingLineNumber()), fields.size(), width));
        }
        if (named) {
          named = false;
        } else {
          List<List<String>> cells = new ArrayList<>(width);
          fields.forEach(each -> cells.add(List.of(each.strip())));
          taker.take(row.getStartingLineNumber(), cells);
        }
      }
    } catch (CsvParseException | UncheckedIOException e) {
      throw noTable(e);
    }
  }

  private RunFileException noTable(RuntimeException e) throws IOException {
    if (e instanceof UncheckedIOException unchecked) {
      throw unchecked.getCause();
    }
    return new RunFileException(
        "%s cannot be read as a table (%s); check its quotation marks"
            .formatted(path, e.getMessage()));
  }

  private CsvReader<CsvRecord> open() throws IOException {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .allowMissingFields(true)
        .allowExtraFields(true)
        .ofCsvRecord(path);
  }
}
