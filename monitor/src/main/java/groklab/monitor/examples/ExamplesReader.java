package groklab.monitor.examples;

import groklab.lab.file.RunFileException;
import groklab.monitor.examples.ExamplesQuestion.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads examples in two passes over their files: what the columns are, then the rows. Of a file
/// nothing is held but the numbers that its cells become, eight bytes for each, and its different
/// symbols.
public final class ExamplesReader {
  /// Bounds the memory: half a gigabyte of cells.
  static final long MOST_CELLS = 64_000_000;

  /// Names of a column of answers, the likeliest first.
  private static final List<String> ANSWERS =
      List.of("answer", "label", "labels", "target", "class", "output", "y");

  private static final String SPLIT = "split";

  private final ExamplesQuestion question;
  private final List<RowFile> files;
  private final List<String> columns;
  private final String answer;
  private final Optional<String> split;
  private final boolean[] inputs;

  /// Where a column's elements go in a row of the matrix.
  private record Place(int column, Form form, int first, int length) {}

  private ExamplesReader(ExamplesQuestion question) throws IOException {
    this.question = question;
    this.files = files(question);
    this.columns = columns(files);
    this.split = split();
    this.answer = answer();
    known(question.ignored(), "--ignore");
    known(question.words(), "--words");
    this.inputs = new boolean[columns.size()];
    for (int i = 0; i < inputs.length; i++) {
      String name = columns.get(i);
      inputs[i] =
          !name.equals(answer)
              && !name.equals(split.orElse(""))
              && !question.ignored().contains(name);
    }
  }

  /// @throws RunFileException if the files do not hold what is asked for
  public static Examples read(ExamplesQuestion question) {
    try {
      return new ExamplesReader(question).read();
    } catch (IOException e) {
      throw RunFileException.reading(question.files().getFirst(), e);
    }
  }

  private static List<RowFile> files(ExamplesQuestion question) throws IOException {
    List<RowFile> files = new ArrayList<>();
    for (Path path : question.files()) {
      if (!Files.exists(path)) {
        throw new RunFileException("There is no file %s; check the path".formatted(path));
      }
      if (!Files.isRegularFile(path)) {
        throw new RunFileException("%s is no file; name a table of examples".formatted(path));
      }
      files.add(RowFile.of(path, question.isNamed()));
    }
    if (files.size() == 2 && Files.isSameFile(files.getFirst().path(), files.getLast().path())) {
      throw new RunFileException(
          ("%s is given as training and as validation; name another file, or one file alone with"
                  + " --train-fraction or --split")
              .formatted(files.getFirst().path()));
    }
    return files;
  }

  private static List<String> columns(List<RowFile> files) throws IOException {
    List<String> columns = files.getFirst().columns();
    for (RowFile each : files) {
      if (!each.columns().equals(columns)) {
        throw new RunFileException(
            "%s has the columns %s and %s has %s; expected the same in the same order"
                .formatted(
                    files.getFirst().path(),
                    String.join(", ", columns),
                    each.path(),
                    String.join(", ", each.columns())));
      }
    }
    if (columns.size() < 2) {
      throw new RunFileException(
          "%s has one column, %s; expected at least one input and the answer"
              .formatted(files.getFirst().path(), columns.getFirst()));
    }
    return columns;
  }

  private Optional<String> split() {
    if (question.division().isPresent()) {
      if (question.division().get() instanceof Division.Column(String name)) {
        known(Set.of(name), "--split");
        return Optional.of(name);
      }
      return Optional.empty();
    }
    if (files.size() == 2) {
      return Optional.empty();
    }
    if (columns.contains(SPLIT)) {
      return Optional.of(SPLIT);
    }
    throw new RunFileException(
        ("%s does not say which rows are trained on; name a second file, or the column that says"
                + " it (--split COLUMN), or a share to draw (--train-fraction 0.5)")
            .formatted(files.getFirst().path()));
  }

  private String answer() {
    if (question.answer().isPresent()) {
      known(Set.of(question.answer().get()), "--answer");
      return question.answer().get();
    }
    for (String name : ANSWERS) {
      for (String column : columns) {
        if (column.toLowerCase(Locale.ROOT).equals(name)) {
          return column;
        }
      }
    }
    return columns.stream()
        .filter(each -> !each.equals(split.orElse("")) && !question.ignored().contains(each))
        .reduce((_, last) -> last)
        .orElseThrow(this::noInput);
  }

  private RunFileException noInput() {
    return new RunFileException(
        "%s has no column left for an input; it has %s"
            .formatted(files.getFirst().path(), String.join(", ", columns)));
  }

  private void known(Set<String> names, String option) {
    for (String name : names) {
      if (!columns.contains(name)) {
        throw new RunFileException(
            "%s names column %s, and %s has %s"
                .formatted(option, name, files.getFirst().path(), String.join(", ", columns)));
      }
    }
  }

  private Examples read() throws IOException {
    List<Survey> surveys = new ArrayList<>();
    columns.forEach(each -> surveys.add(new Survey(each)));
    int answerAt = columns.indexOf(answer);
    long rows = 0;
    for (RowFile file : files) {
      long[] inFile = {0};
      file.read((_, cells) -> {
        inFile[0]++;
        for (int i = 0; i < cells.size(); i++) {
          if (inputs[i] || i == answerAt) {
            surveys.get(i).see(elements(i, cells.get(i)));
          }
        }
      });
      if (inFile[0] == 0) {
        throw new RunFileException("%s has no rows below its first line".formatted(file.path()));
      }
      rows += inFile[0];
    }
    if (surveys.get(answerAt).isContinuous()) {
      throw new RunFileException(
          ("Column %s of %s holds numbers with fractions, expected classes; name the answer with"
                  + " --answer, or write its classes as names")
              .formatted(answer, files.getFirst().path()));
    }
    List<Place> places = places(surveys);
    if (places.isEmpty()) {
      throw noInput();
    }
    Place last = places.getLast();
    int width = last.first + last.length;
    if (rows * width > MOST_CELLS) {
      throw new RunFileException(
          ("%s: %,d rows of %,d inputs are more than the %,d cells that fit; give part of the rows,"
                  + " or leave columns out with --ignore")
              .formatted(files.getFirst().path(), rows, width, MOST_CELLS));
    }
    List<String> whole =
        places.stream()
            .filter(each -> each.form == Form.SYMBOLS && question.form().isEmpty())
            .map(each -> surveys.get(each.column))
            .filter(Survey::isWhole)
            .map(Survey::column)
            .toList();
    return fill(places, whole, (int) rows, width);
  }

  private List<String> elements(int column, List<String> cells) {
    return question.words().contains(columns.get(column)) && !cells.getFirst().isEmpty()
        ? List.of(cells.getFirst().split("\\s+", -1))
        : cells;
  }

  /// Symbols first.
  private List<Place> places(List<Survey> surveys) {
    List<Place> places = new ArrayList<>();
    int next = 0;
    for (Form form : Form.values()) {
      for (int i = 0; i < columns.size(); i++) {
        Survey survey = surveys.get(i);
        boolean is = inputs[i] && survey.length() > 0;
        if (is && survey.form(question.form(), files.getFirst().path()) == form) {
          places.add(new Place(i, form, next, survey.length()));
          next += survey.length();
        }
      }
    }
    return places;
  }

  private Examples fill(List<Place> places, List<String> whole, int rows, int width)
      throws IOException {
    double[] cells = new double[rows * width];
    int[] labels = new int[rows];
    var training = new BitSet(rows);
    var symbols = new Codes();
    var classes = new Codes();
    int[] row = {0};
    int answerAt = columns.indexOf(answer);
    int splitAt = split.map(columns::indexOf).orElse(-1);
    for (int i = 0; i < files.size(); i++) {
      RowFile file = files.get(i);
      boolean first = i == 0 && files.size() == 2;
      file.read((number, texts) -> {
        if (row[0] == rows) {
          throw new RunFileException(
              "%s grew while it was read; write it to its end first".formatted(file.path()));
        }
        int start = row[0] * width;
        for (Place place : places) {
          List<String> elements = elements(place.column, texts.get(place.column));
          new Row(cells, start + place.first, place.length, place.form)
              .fill(elements, symbols, () -> columns.get(place.column), () -> file.line(number));
        }
        String text = String.join(" ", texts.get(answerAt));
        if (text.isEmpty()) {
          throw new RunFileException(
              "%s has no answer in column %s; fill it or drop the line"
                  .formatted(file.line(number), answer));
        }
        labels[row[0]] = classes.of(text);
        boolean told =
            splitAt >= 0
                && Division.isTraining(
                    String.join(" ", texts.get(splitAt)), columns.get(splitAt), file.line(number));
        training.set(row[0]++, first || told);
      });
    }
    BitSet drawn =
        question.division().orElse(null) instanceof Division.Random random
            ? random.draw(rows)
            : training;
    return checked(
        new Examples(
            names(places),
            places.stream().filter(each -> each.form == Form.SYMBOLS).mapToInt(Place::length).sum(),
            whole,
            cells,
            answer,
            classes.names(),
            labels,
            drawn,
            division()));
  }

  private String division() {
    if (question.division().orElse(null) instanceof Division.Random(double share, long seed)) {
      return "a share of %s drawn with seed %d".formatted(share, seed);
    }
    return split.map("by column %s"::formatted).orElse("two files");
  }

  private List<String> names(List<Place> places) {
    List<String> names = new ArrayList<>();
    for (Place each : places) {
      String name = columns.get(each.column);
      for (int i = 0; i < each.length; i++) {
        names.add(each.length == 1 ? name : "%s[%d]".formatted(name, i));
      }
    }
    return names;
  }

  private Examples checked(Examples examples) {
    int training = examples.training().cardinality();
    if (training == 0 || training == examples.rows()) {
      throw new RunFileException(
          "%s: %s of its %,d rows are trained on; expected some to train on and some to validate"
              .formatted(files.getFirst().path(), training == 0 ? "none" : "all", examples.rows()));
    }
    var seen = new HashSet<Integer>();
    examples.training().stream().forEach(row -> seen.add(examples.labels()[row]));
    if (seen.size() < 2) {
      throw new RunFileException(
          ("All %,d rows of %s that are trained on have the answer '%s' in column %s, so there is"
                  + " nothing to learn; is the answer another column (--answer)?")
              .formatted(
                  training,
                  files.getFirst().path(),
                  examples.answers().get(seen.iterator().next()),
                  answer));
    }
    return examples;
  }
}
