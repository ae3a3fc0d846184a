package groklab.monitor.importer;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import groklab.monitor.log.LogBuilder;
import groklab.monitor.log.PlainNumber;
import groklab.monitor.log.StepUnit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Tables of text with a line of names: `metrics.csv` of Lightning, Keras' CSVLogger, exports of
/// TensorBoard, and whatever writes a line for each step. Cells may be empty; a second line of
/// names (a program that was started again) counts from there on.
final class Table implements Importer {
  @Override
  public String format() {
    return "table (csv, tsv)";
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    return name(file).endsWith(".csv") || name(file).endsWith(".tsv");
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }

  @Override
  public Path run(Path file) {
    return file;
  }

  @Override
  public void read(Path file, LogBuilder log) throws IOException {
    char separator = name(file).endsWith(".tsv") ? '\t' : ',';
    try (CsvReader<CsvRecord> rows =
        CsvReader.builder()
            .fieldSeparator(separator)
            .allowMissingFields(true)
            .allowExtraFields(true)
            .ofCsvRecord(file)) {
      var columns = new Columns(List.of(), file);
      long line = 0;
      for (CsvRecord row : rows) {
        if (columns.names.isEmpty() || isNames(row.getFields(), columns)) {
          columns = new Columns(row.getFields(), file);
          log.unit(columns.step.map(StepNames.Found::unit).orElse(StepUnit.LINE));
        } else {
          columns.take(row.getFields(), line++, log);
        }
      }
    } catch (CsvParseException | UncheckedIOException e) {
      log.remark("%s is read up to where it is no table: %s".formatted(file, e.getMessage()));
    }
  }

  private static boolean isNames(List<String> cells, Columns before) {
    return before.at >= 0
        && before.at < cells.size()
        && cells.stream().anyMatch(cell -> !cell.isBlank())
        && cells.stream().allMatch(cell -> PlainNumber.parse(cell) == null)
        && StepNames.among(cells).isPresent();
  }

  /// What the columns of a table hold.
  private static final class Columns {
    private final List<String> names;
    private final Optional<StepNames.Found> step;
    private final int at;
    private final String stem;
    private long last;

    Columns(List<String> names, Path file) {
      this.names = List.copyOf(names);
      this.step = StepNames.among(names);
      this.at = step.map(found -> names.indexOf(found.name())).orElse(-1);
      this.stem = name(file).replaceAll("\\.[a-z]+$", "");
    }

    void take(List<String> cells, long line, LogBuilder log) {
      Double counted = at >= 0 && at < cells.size() ? PlainNumber.parse(cells.get(at)) : null;
      if (counted != null) {
        last = counted.longValue();
      }
      long where = at < 0 ? line : last;
      for (int i = 0; i < Math.min(cells.size(), names.size()); i++) {
        Double value = i == at ? null : PlainNumber.parse(cells.get(i));
        if (value != null) {
          String name = names.get(i).strip();
          log.add(name.equalsIgnoreCase("value") ? stem : name, where, value);
        }
      }
    }
  }
}
