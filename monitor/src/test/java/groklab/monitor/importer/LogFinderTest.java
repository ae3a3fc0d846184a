package groklab.monitor.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.file.RunFileException;
import groklab.monitor.log.RunLog;
import groklab.monitor.log.Series;
import groklab.monitor.log.StepUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFinderTest {
  @TempDir private Path folder;

  private RunLog only() {
    List<RunLog> logs = LogFinder.find(folder);
    assertThat(logs).hasSize(1);
    return logs.getFirst();
  }

  @Test
  void filesNamedForSetsAreOneRun() throws IOException {
    Files.writeString(folder.resolve("train.csv"), "step,loss\n1,2.0\n2,1.0\n");
    Files.writeString(folder.resolve("val.csv"), "step,loss\n2,3.0\n");
    RunLog log = only();
    assertThat(log.path()).isEqualTo(folder);
    assertThat(log.series()).extracting(Series::name).containsExactly("train/loss", "val/loss");
  }

  @Test
  void aRunDirectoryOfOursIsOneRunOfItsProbes() throws IOException {
    Files.writeString(folder.resolve("spec.toml"), "[task]\nkind = \"of nobody\"\n");
    Files.writeString(
        folder.resolve("metrics.jsonl"),
        "{\"step\":0,\"train.loss\":2.0}\n{\"step\":5,\"train.loss\":1.0}\n");
    Files.writeString(
        folder.resolve("events.jsonl"), "{\"step\":5,\"type\":\"memorised\",\"accuracy\":1.0}\n");
    RunLog log = only();
    assertThat(log.path()).isEqualTo(folder);
    assertThat(log.format()).isEqualTo("Groklab run directory");
    assertThat(log.series()).extracting(Series::name).containsExactly("train.loss");
    assertThat(log.series().getFirst().steps()).containsExactly(0, 5);
    assertThat(log.remarks()).singleElement().asString().contains("its curves alone are looked at");
  }

  @Test
  void filesOfOtherNamesAreRunsOfTheirOwn() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "step,loss\n1,2.0\n");
    Files.writeString(folder.resolve("b.csv"), "step,loss\n1,2.0\n");
    Files.writeString(folder.resolve("notes.md"), "nothing");
    assertThat(LogFinder.find(folder)).hasSize(2);
  }

  @Test
  void aTableMayHaveEmptyCellsAndASecondHeader() throws IOException {
    Files.writeString(
        folder.resolve("log.csv"),
        "epoch,step,train_loss,val_loss\n0,10,2.5,\n0,10,,3.5\n1,20,nan,\n"
            + "step,val_loss,train_loss\n15,9.0,1.5\n30,8.0,\"1.25\"\n40,7");
    RunLog log = only();
    Series train = log.find("train_loss").orElseThrow();
    assertThat(train.steps()).containsExactly(10, 15, 30);
    assertThat(train.values()).containsExactly(2.5, 1.5, 1.25);
    assertThat(train.superseded()).isEqualTo(1);
    assertThat(log.find("val_loss").orElseThrow().values()).containsExactly(3.5, 9, 8, 7);
  }

  @Test
  void aTableWithoutStepsCountsItsLines() throws IOException {
    Files.writeString(folder.resolve("log.tsv"), "loss\tval_loss\n3\t4\n2\t5\n");
    RunLog log = only();
    assertThat(log.unit()).isEqualTo(StepUnit.LINE);
    assertThat(log.find("loss").orElseThrow().steps()).containsExactly(0, 1);
  }

  @Test
  void aTableOfASpreadsheetMayHaveSemicolonsDecimalCommasAndAByteOrderMark() throws IOException {
    Files.writeString(
        folder.resolve("log.csv"), "\uFEFFstep;loss;name\n10;2,5;a\n20;1,25e-2;\"1,5 hours\"\n");
    RunLog log = only();
    assertThat(log.unit()).isEqualTo(StepUnit.STEP);
    assertThat(log.find("loss").orElseThrow().steps()).containsExactly(10, 20);
    assertThat(log.find("loss").orElseThrow().values()).containsExactly(2.5, 0.0125);
    assertThat(log.find("name")).isEmpty();
  }

  @Test
  void aCommaInATableOfCommasSeparatesCells() throws IOException {
    Files.writeString(folder.resolve("log.csv"), "step,loss,acc\n10,2,5\n");
    assertThat(only().find("loss").orElseThrow().values()).containsExactly(2);
  }

  @Test
  void saysWhyATableHoldsNothing() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.csv"), "");
    assertThatThrownBy(() -> LogFinder.find(empty)).hasMessageContaining("empty.csv is empty");
    Path words = Files.writeString(folder.resolve("words.csv"), "name,kind\na,b\n");
    assertThatThrownBy(() -> LogFinder.find(words))
        .hasMessageContaining("has no numbers below its first line, which is name | kind");
    assertThat(LogFinder.remarks(folder)).hasSize(2);
  }

  @Test
  void linesThatSayNoStepBelongToTheOneBefore() throws IOException {
    Files.writeString(
        folder.resolve("train.log"),
        "Epoch 1 step 100: loss=2.0\nvalidation loss: 3.0, val acc: 12.5%\n"
            + "Epoch 1 step 200: loss=1.0\nEpoch 1 done. val_loss: 2.5\n");
    RunLog log = only();
    assertThat(log.find("val_loss").orElseThrow().steps()).containsExactly(200);
    assertThat(log.find("validation_loss").orElseThrow().steps()).containsExactly(100);
    assertThat(log.find("val_acc").orElseThrow().values()).containsExactly(0.125);
  }

  @Test
  void saysWhatIsExpectedWhereNothingIsFound() throws IOException {
    Path nothing = folder.resolve("nothing");
    assertThatThrownBy(() -> LogFinder.find(nothing))
        .isInstanceOf(RunFileException.class)
        .hasMessage("There is no file or folder %s; check the path".formatted(nothing));
    Files.writeString(folder.resolve("a.bin"), "x");
    assertThatThrownBy(() -> LogFinder.find(folder))
        .hasMessageContaining("holds nothing that was logged in a format known here")
        .hasMessageContaining("TensorBoard events");
  }

  @Test
  void theSamePointTwiceIsNoRestart() throws IOException {
    Files.writeString(
        folder.resolve("log.jsonl"),
        "{\"step\": 5, \"epoch\": 2, \"a_loss\": 1}\n{\"step\": 5, \"epoch\": 2, \"b_loss\": 1}\n");
    assertThat(only().series()).allSatisfy(each -> assertThat(each.superseded()).isZero());
  }

  @Test
  void numbersInNamesCountAsNumbers() {
    assertThat(NaturalOrder.compare(Path.of("checkpoint-900"), Path.of("checkpoint-1000")))
        .isNegative();
    assertThat(NaturalOrder.compare(Path.of("a2b"), Path.of("a2b"))).isZero();
    assertThat(NaturalOrder.compare(Path.of("a2"), Path.of("a2b"))).isNegative();
  }

  @Test
  void whatHasNotChangedIsNotOpenedAgain() throws IOException {
    Path file = folder.resolve("log.txt");
    Files.writeString(file, "step 1: loss 2.0\nstep 2: loss 1.0\n");
    var finder = new LogFinder();
    FileTime written = Files.getLastModifiedTime(file);
    FoundLog before = finder.look(folder).getFirst();
    Files.writeString(file, "these are words. and no numbers...");
    Files.setLastModifiedTime(file, written);
    FoundLog after = finder.look(folder).getFirst();
    assertThat(after.stamps()).isEqualTo(before.stamps());
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    assertThat(finder.look(folder)).isEmpty();
  }

  @Test
  void linksAreNotFollowedNotEvenOnesThatCameLater() throws IOException {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    Path file = logs.resolve("log.csv");
    Path outside = folder.resolve("outside.csv");
    Files.writeString(outside, "step,loss\n1,2.0\n");
    Files.createSymbolicLink(file.resolveSibling("link.csv"), outside);
    Files.writeString(file, "step,loss\n1,2.0\n");
    FoundLog found = new LogFinder().look(logs).getFirst();
    assertThat(found.path()).isEqualTo(file);
    Files.delete(file);
    Files.createSymbolicLink(file, outside);
    assertThatThrownBy(found::read)
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("is a link");
  }
}
