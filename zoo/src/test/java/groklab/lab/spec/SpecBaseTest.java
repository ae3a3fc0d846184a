package groklab.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.kind.SpecException;
import groklab.zoo.task.ModularTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecBaseTest {
  private static final Map<String, String> KNOWN =
      Map.of(
          "small", "task.modulus = 23\nseed = 4\nabout.purpose = \"small\"",
          "smaller", "base = \"small\"\ntask.modulus = 11",
          "circle", "base = \"circle\"");

  @TempDir Path directory;

  private final SpecReader reader =
      new SpecReader(
          new SpecReader.Library() {
            @Override
            public Optional<String> text(String name) {
              return Optional.ofNullable(KNOWN.get(name));
            }

            @Override
            public List<String> names() {
              return KNOWN.keySet().stream().sorted().toList();
            }
          });

  @Test
  void aSpecStatesOnlyWhatDiffersFromItsBase() {
    var spec = reader.parse("name = \"mine\"\nbase = \"smaller\"\nmodel.width = 64");
    assertThat(spec)
        .isEqualTo(reader.parse("name = \"mine\"\nseed = 4\ntask.modulus = 11\nmodel.width = 64"));
  }

  @Test
  void theNameIsNotHandedDown() throws IOException {
    var file = write("mine.toml", "base = \"small\"");
    assertThat(reader.readFile(file, List.of()).name()).isEqualTo("mine");
    assertThat(reader.readNamed("small", List.of()).name()).isEqualTo("small");
  }

  @Test
  void aBaseFileIsRelativeToTheFileThatNamesIt() throws IOException {
    write("deep/below.toml", "base = \"../top.toml\"\nseed = 9");
    write("top.toml", "task.modulus = 31");
    var file = write("mine.toml", "base = \"deep/below.toml\"\nmodel.layers = 2");
    var spec = reader.readFile(file, List.of("budget.steps=77"));
    assertThat(spec)
        .isEqualTo(
            reader.parse(
                "name=\"mine\"\nseed = 9\ntask.modulus = 31\nmodel.layers = 2\nbudget.steps = 77"));
  }

  @Test
  void aChangedKindForgetsTheBasesKeys() throws IOException {
    write("base.toml", "[model]\nwidth = 64\nheads = 2");
    var file = write("mine.toml", "base = \"base.toml\"\nmodel.kind = \"mlp\"");
    assertThat(reader.readFile(file, List.of()).model())
        .isEqualTo(reader.parse("model.kind = \"mlp\"").model());
  }

  @Test
  void restatingTheKindKeepsTheBasesKeys() throws IOException {
    write("base.toml", "[model]\nwidth = 64\nheads = 2");
    var file = write("mine.toml", "base = \"base.toml\"\nmodel.kind = \"transformer\"");
    assertThat(reader.readFile(file, List.of()).model())
        .isEqualTo(reader.parse("[model]\nwidth = 64\nheads = 2").model());
  }

  @Test
  void aSplitSeedOfTheBaseCanBeTakenBack() throws IOException {
    write("base.toml", "task.splitSeed = 5");
    var file = write("mine.toml", "base = \"base.toml\"\ntask.splitSeed = \"run\"");
    assertThat(((ModularTask) reader.readFile(file, List.of()).task()).equations().splitSeed())
        .isEmpty();
  }

  @Test
  void aCircleOfBasesIsAnError() throws IOException {
    var a = write("a.toml", "base = \"b.toml\"");
    write("b.toml", "base = \"a.toml\"");
    assertThatThrownBy(() -> reader.readFile(a, List.of()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("The base goes in a circle")
        .hasMessageContaining("b.toml -> ");
    assertThatThrownBy(() -> reader.readNamed("circle", List.of()))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "The base goes in a circle: circle -> circle; let one of them state its keys itself");
  }

  @Test
  void aMissingBaseIsAnErrorWithASuggestion() {
    assertThatThrownBy(() -> reader.parse("base = \"smal\""))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("the spec has base = \"smal\", which is neither a recipe nor a file")
        .hasMessageEndingWith("; did you mean small?");
    assertThatThrownBy(() -> reader.readNamed("zzzzzzzzz", List.of()))
        .isInstanceOf(SpecException.class)
        .hasMessage("There is no recipe \"zzzzzzzzz\"; the recipes are circle, small, smaller");
  }

  @Test
  void aFileThatCannotBeReadIsOneSentence() throws IOException {
    assertThatThrownBy(() -> reader.readFile(directory.resolve("none.toml"), List.of()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("There is no spec file");
    assertThatThrownBy(() -> reader.readFile(directory, List.of()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("is a directory; expected a spec file");
    var binary = Files.write(directory.resolve("binary.toml"), new byte[] {(byte) 0xff, 0, 1});
    assertThatThrownBy(() -> reader.readFile(binary, List.of()))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("is not UTF-8 text");
  }

  private Path write(String name, String toml) throws IOException {
    var file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, toml);
  }
}
