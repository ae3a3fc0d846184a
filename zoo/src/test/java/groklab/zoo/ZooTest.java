package groklab.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.kind.Kind;
import groklab.lab.kind.KindProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZooTest {

  @Test
  void everyKindHasAPage() {
    assertThat(new Zoo().kinds())
        .extracting(Kind::page)
        .allSatisfy(page -> assertThat(page.summary()).isNotBlank());
  }

  @Test
  void noTwoNamesAreTheSame() {
    assertThat(new Zoo().kinds()).extracting(Kind::name).doesNotHaveDuplicates();
  }

  /// The module path reads `provides`, the class path the file in META-INF.
  @Test
  void bothPathsFindTheZoo() throws IOException {
    try (InputStream file =
            Zoo.class.getResourceAsStream("/META-INF/services/" + KindProvider.class.getName());
        InputStream module = Files.newInputStream(Path.of("target/classes/module-info.class"))) {
      String line = new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(line).isEqualTo(Zoo.class.getName());
      assertThat(ModuleDescriptor.read(module).provides())
          .extracting(ModuleDescriptor.Provides::service, ModuleDescriptor.Provides::providers)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(KindProvider.class.getName(), List.of(line)));
    }
  }
}
