package groklab.monitor.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.file.RunFileException;
import groklab.monitor.examples.ExamplesQuestion.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExamplesReaderTest {
  @TempDir private Path folder;

  private Path file(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  private static ExamplesQuestion of(Path... files) {
    return new ExamplesQuestion(
        List.of(files),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Set.of(),
        Optional.empty(),
        true);
  }

  @Test
  void readsSymbolsAndNumbersOfTwoFiles() throws IOException {
    Path train = file("train.csv", "size,colour,label", "0.5,red,1", "-1e3,\"blue, dark\",0");
    Path val = file("val.csv", "size,colour,label", "2,red,0");
    Examples examples = ExamplesReader.read(of(train, val));
    assertThat(examples.inputs()).containsExactly("colour", "size");
    assertThat(examples.symbols()).isEqualTo(1);
    assertThat(examples.cells()).containsExactly(0, 0.5, 1, -1000, 0, 2);
    assertThat(examples.answers()).containsExactly("1", "0");
    assertThat(examples.labels()).containsExactly(0, 1, 1);
    assertThat(examples.trainingRows()).containsExactly(0, 1);
    assertThat(examples.unseenRows()).containsExactly(2);
  }

  @Test
  void wholeNumbersAreSymbolsUnlessItIsSaidOtherwise() throws IOException {
    Path file = file("a.tsv", "a\tb\tsplit", "3\tx\ttrain", "5\ty\ttrain", "3\tx\ttest");
    Examples symbols = ExamplesReader.read(of(file));
    assertThat(symbols.symbols()).isEqualTo(1);
    assertThat(symbols.whole()).containsExactly("a");
    var told =
        new ExamplesQuestion(
            List.of(file),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Set.of(),
            Optional.of(Form.NUMBERS),
            true);
    Examples numbers = ExamplesReader.read(told);
    assertThat(numbers.symbols()).isZero();
    assertThat(numbers.whole()).isEmpty();
    assertThat(numbers.cells()).containsExactly(3, 5, 3);
  }

  @Test
  void arraysAndWordsArePositions() throws IOException {
    Path file =
        file(
            "a.jsonl",
            "{\"x\": [1, \"+\", 2], \"text\": \"big  dog\", \"y\": true, \"split\": \"train\"}",
            "{\"x\": [2, \"+\"], \"text\": \"dog\", \"y\": false, \"split\": \"train\"}",
            "",
            "{\"split\": \"dev\", \"x\": [], \"text\": \"\", \"y\": true}");
    var question =
        new ExamplesQuestion(
            List.of(file),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Set.of("text"),
            Optional.empty(),
            true);
    Examples examples = ExamplesReader.read(question);
    assertThat(examples.inputs()).containsExactly("x[0]", "x[1]", "x[2]", "text[0]", "text[1]");
    assertThat(examples.cells()).containsExactly(0, 1, 2, 3, 4, 2, 1, -1, 4, -1, -1, -1, -1, 5, -1);
    assertThat(examples.answers()).containsExactly("true", "false");
  }

  @Test
  void triplesHaveNoNames() throws IOException {
    Path file = file("triples.tsv", "anna\tmother\tbea", "bea\tmother\tcarl", "x\ty\tz");
    var question =
        new ExamplesQuestion(
            List.of(file),
            Optional.empty(),
            Optional.of(new Division.Random(0.7, 3)),
            Set.of(),
            Set.of(),
            Optional.empty(),
            false);
    Examples examples = ExamplesReader.read(question);
    assertThat(examples.inputs()).containsExactly("1", "2");
    assertThat(examples.answerName()).isEqualTo("3");
    assertThat(examples.training().cardinality()).isEqualTo(2);
    assertThat(ExamplesReader.read(question)).isEqualTo(examples);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a.csv | '' | is empty; expected rows of inputs and answer",
        "a.csv | a,b,split | has no rows below its first line",
        "a.csv | a,b,split;1,2,train;1,2 | Line 3 of",
        "a.csv | a,b,split;1,2,train;1,2 | has 2 cells, expected 3 as in the first line",
        "a.csv | a,b;1,2 | does not say which rows are trained on",
        "a.csv | a,b,split;1,2,train;1,3,other | has 'other' in column split, expected the name",
        "a.csv | a,b,split;1,2,train;1,3,train | all of its 2 rows are trained on",
        "a.csv | a,b,split;1,2,train;1,3,val | have the answer '2' in column b",
        "a.csv | a,b,split;1,0.5,train;1,3,val | holds numbers with fractions, expected classes",
        "a.csv | a,b,split;1.5,2,train;,3,val | holds numbers and empty cells; fill these",
        "a.csv | a,b,split;1.5,2,train;2,,val | has no answer in column b",
        "a.csv | a,b,a;1,2,3 | has the name 'a' twice",
        "a.csv | 1,2,3;1,2,3 | write --no-names, and the columns are called 1 to 3",
        "a.csv | b;1 | has one column, b; expected at least one input and the answer",
        "a.csv | split,b;train,1;val,2 | has no column left for an input",
        "a.txt | a,b;1,2 | expected a name that ends in .csv, .tsv or .jsonl",
        "a.jsonl | {\"split\": \"val\", \"b\": 2};{\"b\": 1} | Line 2 of",
        "a.jsonl | {\"a\": 1, \"split\": \"train\", \"b\": 2};{\"a\": 1} | has no split, which",
        "a.jsonl | {\"a\": 1, \"split\": {}, \"b\": 2} | has {} in split, expected a text",
        "a.jsonl | [1] | is no object; expected one on each line",
        "a.jsonl | {\"a\" | is no JSON",
      })
  void saysWhatIsWrongInOneSentence(String name, String lines, String sentence) throws IOException {
    Path file = file(name, lines.replace("''", "").split(";", -1));
    assertThatThrownBy(() -> ExamplesReader.read(of(file)))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining(String.valueOf(file.getFileName()))
        .hasMessageContaining(sentence);
  }

  @Test
  void twoFilesMustFitTogether() throws IOException {
    Path train = file("a.csv", "a,b", "1,2");
    Path other = file("b.csv", "a,c", "1,2");
    assertThatThrownBy(() -> ExamplesReader.read(of(train, train)))
        .hasMessageContaining("is given as training and as validation");
    assertThatThrownBy(() -> ExamplesReader.read(of(train, other)))
        .hasMessageContaining("has the columns a, b and")
        .hasMessageContaining("has a, c; expected the same in the same order");
    assertThatThrownBy(() -> ExamplesReader.read(of(folder.resolve("no.csv"))))
        .hasMessageContaining("There is no file");
    assertThatThrownBy(() -> ExamplesReader.read(of(folder)))
        .hasMessageContaining("is no file; name a table of examples");
  }

  @Test
  void columnsThatAreNotThereAreNamed() throws IOException {
    Path train = file("a.csv", "a,b", "1,2");
    var question =
        new ExamplesQuestion(
            List.of(train),
            Optional.of("c"),
            Optional.of(new Division.Random(0.5, 0)),
            Set.of(),
            Set.of(),
            Optional.empty(),
            true);
    assertThatThrownBy(() -> ExamplesReader.read(question))
        .hasMessage("--answer names column c, and %s has a, b".formatted(train));
  }
}
