package groklab.monitor.weights.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnpicklerTest {
  private static Value read(String pickle) throws PickleException {
    return Unpickler.read(pickle.getBytes(StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @CsvSource({
    "os, system",
    "builtins, eval",
    "builtins, __import__",
    "subprocess, Popen",
    "torch, load",
    "torch.storage, _load_from_bytes",
    "torch._utils, _rebuild_sparse_tensor",
  })
  void namesThatAreNotOfTensorsAreRefusedHoweverTheyAreAskedFor(String module, String name) {
    String line = "c%s\n%s\n.".formatted(module, name);
    String stack =
        "\u008c%c%s\u008c%c%s\u0093."
            .formatted((char) module.length(), module, (char) name.length(), name);
    String instance = "(i%s\n%s\n.".formatted(module, name);
    for (String pickle : new String[] {line, stack, instance}) {
      assertThatThrownBy(() -> read(pickle))
          .isInstanceOf(PickleException.class)
          .hasMessage("asks for %s.%s, and nothing of it was run", module, name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "N",
        "0.",
        "(1.",
        "t.",
        "s.",
        "]K\u0001K\u0002s.",
        "h\u0005.",
        "X\u00ff\u00ff\u00ff\u007f.",
        "\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f.",
        "K\u0001)R.",
        "}(K\u0001u.",
        "ccollections\nOrderedDict\nK\u0001R.",
        "ctorch._utils\n_rebuild_tensor_v2\n)R.",
        "Ix\n.",
        "K\u0001}b.",
        "K\u0001Q.",
        "\u0000."
      })
  void damageIsNamedInASentence(String pickle) {
    assertThatThrownBy(() -> read(pickle))
        .isInstanceOf(PickleException.class)
        .message()
        .matches("(is damaged: its pickle has|asks for) [^\n]+");
  }

  @Test
  void valuesComeBack() throws PickleException {
    var dict =
        (Value.Entries)
            read(
                "}(X\u0001\u0000\u0000\u0000aJ\u00fe\u00ff\u00ff\u00ffX\u0001\u0000\u0000\u0000bG?\u00e0\u0000\u0000\u0000\u0000\u0000\u0000u.");
    assertThat(dict.whole("a")).hasValue(-2);
    assertThat(dict.get("b")).contains(new Value.Real(0.5));
    assertThat(read("\u008a\u0002\u0000\u0080.")).isEqualTo(new Value.Whole(-32768));
    assertThat(read("\u008a\u0000.")).isEqualTo(new Value.Whole(0));
  }

  /// A list that holds the one before twice, forty times over: 2⁴⁰ elements to whoever walks it.
  @Test
  void nestedReferencesCostNothing() {
    var pickle = new StringBuilder("]q\u0000");
    for (int i = 0; i < 40; i++) {
      pickle.append("](h\u0000h\u0000eq\u0000");
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> assertThat(read(pickle.append(".").toString())).isInstanceOf(Value.Items.class));
  }

  @Test
  void aListMayHoldItself() throws PickleException {
    assertThat(read("]q\u0000h\u0000a.")).isInstanceOf(Value.Items.class);
  }

  @Test
  void millionsOfInstructionsEnd() {
    var nothing = new ByteArrayOutputStream();
    nothing.writeBytes("N".repeat(Unpickler.MOST + 1).getBytes(StandardCharsets.ISO_8859_1));
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () ->
            assertThatThrownBy(() -> Unpickler.read(nothing.toByteArray()))
                .hasMessageContaining("instructions; it is no list of tensors"));
  }
}
