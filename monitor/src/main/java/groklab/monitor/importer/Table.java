package groklab.monitor.importer;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import groklab.monitor.log.LogBuilder;
import groklab.monitor.log.PlainNumber;
import groklab.monitor.log.StepUnit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tables of text with a line of names: `metrics.csv` of Lightning, Keras' CSVLogger, exports of
/// TensorBoard, and whatever writes a line for each step. Cells may be empty; a second line of
/// names (a program that was started again) counts from there on. Between cells stands what the
/// first line has most of: a comma, a semicolon or a tab; where it is no comma, `0,5` is a half, as
/// spreadsheets write it where that is the custom.
final class Table implements Importer {
  private static final Pattern DECIMAL_COMMA =
      Pattern.compile("\\s*[+-]?\\d+,\\d+([eE][+-]?\\d+)?\\s*");

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
    char separator = separator(file);
    try (CsvReader<CsvRecord> rows =
        CsvReader.builder()
            .fieldSeparator(separator)
            .detectBomHeader(true)
            .allowMissingFields(true)
            .allowExtraFields(true)
            .ofCsvRecord(file)) {
      var columns = new Columns(List.of(), file, false);
      long line = 0;
      boolean hasNumbers = false;
      for (CsvRecord row : rows) {
        if (columns.names.isEmpty() || isNames(row.getFields(), columns)) {
          columns = new Columns(row.getFields(), file, separator != ',');
          log.unit(columns.step.map(StepNames.Found::unit).orElse(StepUnit.LINE));
        } else {
          hasNumbers |= columns.take(row.getFields(), line++, log);
        }
      }
      if (!hasNumbers) {
        log.remark(
            columns.names.isEmpty()
                ? "%s is empty".formatted(file)
                : "%s has no numbers below its first line, which is %s"
                    .formatted(file, String.join(" | ", columns.names)));
      }
    } catch (CsvParseException | UncheckedIOException e) {
      log.remark("%s is read up to where it is no table: %s".formatted(file, e.getMessage()));
    }
  }

  /// What the first line has most of; of equals what the file's name promises.
  private static char separator(Path file) throws IOException {
    String first = firstLine(file);
    char most = name(file).endsWith(".tsv") ? '\t' : ',';
    for (char each : new char[] {',', ';', '\t'}) {
      if (count(first, each) > count(first, most)) {
        most = each;
      }
    }
    return most;
  }

  /// Bytes as they are: only signs that are the same in all encodings of tables are looked for.
  private static String firstLine(Path file) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      String line = lines.readLine();
      return line == null ? "" : line;
    }
  }

  private static long count(String text, char sign) {
    return text.chars().filter(each -> each == sign).count();
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
    private final boolean decimalComma;
    private long last;

    Columns(List<String> names, Path file, boolean decimalComma) {
      this.names = List.copyOf(names);
      this.step = StepNames.among(names);
      this.at = step.map(found -> names.indexOf(found.name())).orElse(-1);
      this.decimalComma = decimalComma;
      this.stem = name(file).replaceAll("\\.[a-z]+$", "");
    }

    /// @return whether there was a number beside the step
    boolean take(List<String> cells, long line, LogBuilder log) {
      Double counted = at >= 0 && at < cells.size() ? number(cells.get(at)) : null;
      if (counted != null) {
        last = counted.longValue();
      }
      long where = at < 0 ? line : last;
      boolean found = false;
      for (int i = 0; i < Math.min(cells.size(), names.size()); i++) {
        Double value = i == at ? null : number(cells.get(i));
        if (value != null) {
          found = true;
          String name = names.get(i).strip();
          log.add(name.equalsIgnoreCase("value") ? stem : name, where, value);
        }
      }
      return found;
    }

    private @Nullable Double number(String cell) {
      return PlainNumber.parse(
          decimalComma && DECIMAL_COMMA.matcher(cell).matches() ? cell.replace(',', '.') : cell);
    }
  }
}
