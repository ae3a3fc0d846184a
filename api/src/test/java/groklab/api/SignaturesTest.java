package groklab.api;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.criterion.Crossing;
import groklab.lab.phase.Phase;
import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Sighting;
import groklab.lab.phase.Verdict;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.Summary;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What other programs rely on does not change unnoticed. Whoever changes it on purpose writes the
/// new signatures into signatures.txt, an entry into the list of changes of
/// docs/how-to/library.md, and raises the version as that page says.
class SignaturesTest {
  private static final List<Class<?>> ROOTS =
      List.of(
          Experiment.class,
          Run.class,
          Curve.class,
          Diagnosed.class,
          Probe.class,
          RunEvent.class,
          Summary.class,
          Crossing.class,
          Verdict.class,
          Phase.class,
          PhaseSpan.class,
          Sighting.class);

  /// What every record or enum has.
  private static final Set<String> OF_EVERY_TYPE =
      Set.of("equals", "hashCode", "toString", "valueOf");

  private static final Path KNOWN = Path.of("src/test/resources/groklab/api/signatures.txt");

  @Test
  void areThoseThatWerePublished() throws IOException {
    var now = new TreeSet<String>();
    ROOTS.forEach(type -> add(now, type));
    assertThat(String.join("\n", now) + "\n")
        .as("signatures of the API; see the comment of this test")
        .isEqualTo(Files.readString(KNOWN));
  }

  @Test
  void everyPublicTypeOfThePackageIsAmongThem() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/java/groklab/api"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".java", "")))
          .filteredOn(name -> !name.equals("package-info"))
          .allMatch(name -> ROOTS.stream().anyMatch(type -> type.getSimpleName().equals(name)));
    }
  }

  private static void add(Set<String> all, Class<?> type) {
    if (!Modifier.isPublic(type.getModifiers())) {
      return;
    }
    all.add(type.getName() + ": " + type.toGenericString());
    Stream.<Member>concat(
            Stream.concat(
                Stream.of(type.getDeclaredMethods()), Stream.of(type.getDeclaredConstructors())),
            Stream.of(type.getDeclaredFields()))
        .filter(member -> Modifier.isPublic(member.getModifiers()) && !member.isSynthetic())
        .filter(member -> !OF_EVERY_TYPE.contains(member.getName()))
        .forEach(member -> all.add(type.getName() + ": " + text(member)));
    Stream.of(type.getDeclaredClasses()).forEach(inner -> add(all, inner));
  }

  private static String text(Member member) {
    return switch (member) {
      case Executable method -> method.toGenericString();
      case Field field -> field.toGenericString();
      default -> throw new AssertionError(member);
    };
  }
}
