package groklab.lab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.graph.Node;
import groklab.lab.model.Anatomy.AttentionLayer;
import groklab.lab.model.Anatomy.HiddenLayer;
import groklab.lab.model.Anatomy.Readout;
import groklab.lab.model.Anatomy.Stage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnatomyTest {

  // --- what each network says --------------------------------------------------------------------

  @Test
  void aTransformerOfOneLayer() {
    Anatomy anatomy = Built.transformer().network().anatomy();
    assertThat(anatomy.hiddenLayers()).containsExactly(hidden(0));
    assertThat(anatomy.lastHidden()).contains(hidden(0));
    assertThat(anatomy.attentionLayers()).containsExactly(attention(0, true));
    assertThat(anatomy.stages())
        .containsExactly(
            new Stage("blocks.0.hook_resid_mid", 8), new Stage("blocks.0.hook_resid_post", 8));
    assertThat(anatomy.embedding()).contains(new Anatomy.Embedding("embed.W_E", "hook_embed", 8));
    var input = anatomy.tokenInput().orElseThrow();
    assertThat(input.blocks()).isEmpty();
    assertThat(input.width()).isEqualTo(8);
    assertThat(input.perToken()).isEqualTo(8);
    assertThat(anatomy.readout())
        .isEqualTo(new Readout("unembed.W_U", false, Optional.empty(), List.of()));
    assertThat(anatomy.isTied()).isFalse();
  }

  @Test
  void ofTwoLayersOnlyTheLastAttentionCountsAtScoredPositionsOnly() {
    Anatomy anatomy = Built.transformer("model.layers=2").network().anatomy();
    assertThat(anatomy.hiddenLayers()).containsExactly(hidden(0), hidden(1));
    assertThat(anatomy.lastHidden()).contains(hidden(1));
    assertThat(anatomy.attentionLayers()).containsExactly(attention(0, false), attention(1, true));
    assertThat(anatomy.stages())
        .extracting(Stage::hook)
        .containsExactly(
            "blocks.0.hook_resid_mid",
            "blocks.0.hook_resid_post",
            "blocks.1.hook_resid_mid",
            "blocks.1.hook_resid_post");
  }

  @Test
  void aTiedReadoutIsTheTransposedEmbedding() {
    Anatomy anatomy =
        Built.transformer("model.tied=true", "model.unembedBias=true", "task.tokens=pair")
            .network()
            .anatomy();
    assertThat(anatomy.readout())
        .isEqualTo(new Readout("embed.W_E", true, Optional.of("unembed.b_U"), List.of()));
    assertThat(anatomy.isTied()).isTrue();
    assertThat(anatomy.parameters(Role.READOUT)).isEmpty();
  }

  @Test
  void normalisationsBehindTheLastHiddenLayerAreTold() {
    assertThat(norms("model.norm=pre")).isEmpty();
    assertThat(norms("model.norm=pre", "model.finalNorm=true")).containsExactly("ln_final");
    assertThat(norms("model.norm=post", "model.layers=2")).containsExactly("blocks.1.ln2");
    assertThat(norms("model.norm=post", "model.finalNorm=true"))
        .containsExactly("blocks.0.ln2", "ln_final");
  }

  private static List<String> norms(String... overrides) {
    return Built.transformer(overrides).network().anatomy().readout().norms();
  }

  @Test
  void aPerceptronOnOneHotVectors() {
    Anatomy anatomy = Built.perceptron("model.hiddenLayers=2").network().anatomy();
    assertThat(anatomy.hiddenLayers()).containsExactly(layer(0), layer(1));
    assertThat(anatomy.attentionLayers()).isEmpty();
    assertThat(anatomy.stages())
        .containsExactly(new Stage("layers.0.hook_post", 7), new Stage("layers.1.hook_post", 7));
    assertThat(anatomy.embedding()).isEmpty();
    var input = anatomy.tokenInput().orElseThrow();
    assertThat(input.blocks())
        .contains(new Anatomy.Blocks("layers.0.W", "layers.0.hook_pre", 5, 7, 1));
    assertThat(input.width()).isEqualTo(7);
    assertThat(input.perToken()).isEqualTo(5);
    assertThat(anatomy.readout())
        .isEqualTo(new Readout("output.W", false, Optional.of("output.b"), List.of()));
    assertThat(anatomy.isTied()).isFalse();
  }

  @Test
  void aPerceptronOnEmbeddings() {
    Anatomy anatomy =
        Built.perceptron("model.input=embedding", "model.embeddingWidth=3").network().anatomy();
    assertThat(anatomy.hiddenLayers()).containsExactly(layer(0));
    var input = anatomy.tokenInput().orElseThrow();
    assertThat(input.embedding()).contains(new Anatomy.Embedding("embed.W_E", "hook_embed", 3));
    assertThat(input.blocks())
        .contains(new Anatomy.Blocks("layers.0.W", "layers.0.hook_pre", 3, 7, 1));
    assertThat(input.width()).isEqualTo(7);
    assertThat(input.perToken()).isEqualTo(3);
  }

  private static HiddenLayer hidden(int block) {
    String mlp = "blocks.%d.mlp.".formatted(block);
    return new HiddenLayer(
        mlp + "hook_pre", mlp + "hook_post", 12, mlp + "W_in", Optional.of(mlp + "W_out"));
  }

  private static HiddenLayer layer(int number) {
    String layer = "layers.%d.".formatted(number);
    return new HiddenLayer(
        layer + "hook_pre", layer + "hook_post", 7, layer + "W", Optional.empty());
  }

  private static AttentionLayer attention(int block, boolean scoredOnly) {
    String a = "blocks.%d.attn.".formatted(block);
    return new AttentionLayer(
        2,
        4,
        new AttentionLayer.Hooks(
            a + "hook_q",
            a + "hook_k",
            a + "hook_v",
            a + "hook_attn_scores",
            a + "hook_pattern",
            a + "hook_z"),
        new AttentionLayer.Matrices(a + "W_Q", a + "W_K", a + "W_V", a + "W_O"),
        scoredOnly);
  }

  @Test
  void everyParameterHasARole() {
    Anatomy anatomy =
        Built.transformer("model.norm=pre", "model.attentionBias=true", "model.unembedBias=true")
            .network()
            .anatomy();
    assertThat(names(anatomy, Role.EMBEDDING)).containsExactly("embed.W_E");
    assertThat(names(anatomy, Role.POSITIONS)).containsExactly("pos_embed.W_pos");
    assertThat(names(anatomy, Role.ATTENTION))
        .containsExactly(
            "blocks.0.attn.W_Q", "blocks.0.attn.W_K", "blocks.0.attn.W_V", "blocks.0.attn.W_O");
    assertThat(names(anatomy, Role.HIDDEN))
        .containsExactly("blocks.0.mlp.W_in", "blocks.0.mlp.W_out");
    assertThat(names(anatomy, Role.NORM))
        .containsExactly("blocks.0.ln1.w", "blocks.0.ln1.b", "blocks.0.ln2.w", "blocks.0.ln2.b");
    assertThat(names(anatomy, Role.READOUT)).containsExactly("unembed.W_U");
    assertThat(names(anatomy, Role.BIAS))
        .containsExactly(
            "blocks.0.attn.b_Q",
            "blocks.0.attn.b_K",
            "blocks.0.attn.b_V",
            "blocks.0.attn.b_O",
            "blocks.0.mlp.b_in",
            "blocks.0.mlp.b_out",
            "unembed.b_U");
    assertThat(anatomy.parameters()).allMatch(p -> p.trainable() && !p.auxiliary());
  }

  private static List<String> names(Anatomy anatomy, Role role) {
    return anatomy.parameters(role).stream().map(Parameter::name).toList();
  }

  @Test
  void tokensHaveToEnterSomehow() {
    assertThatThrownBy(() -> new Anatomy.TokenInput(Optional.empty(), Optional.empty()))
        .hasMessageContaining("expected one of them");
  }

  // --- what all networks keep --------------------------------------------------------------------

  static Stream<Built> networks() {
    return Stream.of(
        Built.transformer(),
        Built.transformer("model.layers=2", "model.norm=pre", "model.finalNorm=true"),
        Built.transformer("model.norm=post", "model.positions=none"),
        Built.transformer("model.tied=true", "task.tokens=pair", "model.attentionBias=true"),
        Built.perceptron(),
        Built.perceptron("model.hiddenLayers=3", "model.bias=false"),
        Built.perceptron("model.input=embedding", "model.embeddingWidth=3"));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void whatAnAnatomyNamesIsThere(Built built) {
    Anatomy anatomy = built.network().anatomy();
    Forward forward = built.forward();
    int classes = built.data().targets().width();
    int length = built.data().inputs().length();
    assertThat(anatomy.parameters()).isEqualTo(built.network().parameters());
    for (HiddenLayer layer : anatomy.hiddenLayers()) {
      assertThat(cols(forward, layer.pre())).isEqualTo(layer.width());
      assertThat(cols(forward, layer.post())).isEqualTo(layer.width());
      assertThat(anatomy.parameter(layer.in()).view().cols()).isEqualTo(layer.width());
      layer
          .out()
          .ifPresent(
              out -> assertThat(anatomy.parameter(out).view().rows()).isEqualTo(layer.width()));
    }
    for (AttentionLayer layer : anatomy.attentionLayers()) {
      int all = layer.heads() * layer.headWidth();
      var hooks = layer.hooks();
      for (String hook : List.of(hooks.query(), hooks.key(), hooks.value(), hooks.mixed())) {
        assertThat(cols(forward, hook)).isEqualTo(all);
      }
      assertThat(cols(forward, hooks.scores())).isEqualTo(layer.heads() * length);
      assertThat(cols(forward, hooks.pattern())).isEqualTo(layer.heads() * length);
      var matrices = layer.matrices();
      for (String matrix : List.of(matrices.query(), matrices.key(), matrices.value())) {
        assertThat(anatomy.parameter(matrix).view().cols()).isEqualTo(all);
      }
      assertThat(anatomy.parameter(matrices.output()).view().rows()).isEqualTo(all);
    }
    anatomy
        .stages()
        .forEach(stage -> assertThat(cols(forward, stage.hook())).isEqualTo(stage.width()));
    Readout readout = anatomy.readout();
    var matrix = anatomy.parameter(readout.matrix()).view();
    assertThat(readout.transposed() ? matrix.rows() : matrix.cols()).isEqualTo(classes);
    assertThat(readout.transposed() ? matrix.cols() : matrix.rows())
        .isEqualTo(anatomy.stages().getLast().width());
    readout
        .bias()
        .ifPresent(b -> assertThat(anatomy.parameter(b).view().cols()).isEqualTo(classes));
    readout
        .norms()
        .forEach(norm -> assertThat(anatomy.parameter(norm + ".w").role()).isEqualTo(Role.NORM));
  }

  private static int cols(Forward forward, String hook) {
    Node node = Objects.requireNonNull(forward.hooks().get(hook), hook);
    return node.cols();
  }

  // --- tables of tokens --------------------------------------------------------------------------

  /// The vectors that enter a residual stream are rows of T.
  @Test
  void tokenTableOfATransformer() {
    var built = Built.transformer();
    double[] embedded =
        Objects.requireNonNull(built.activations(List.of("hook_embed")).get("hook_embed"));
    int[] tokens = built.data().tokens("a test").ids();
    for (int i = 0; i < tokens.length; i++) {
      double[] row = tokenRow(built, i % built.data().inputs().length(), tokens[i]);
      for (int c = 0; c < row.length; c++) {
        assertThat(embedded[i * row.length + c]).isEqualTo(row[c]);
      }
    }
  }

  static Stream<Built> perceptrons() {
    return Stream.of(
        Built.perceptron(),
        Built.perceptron("model.input=embedding", "model.embeddingWidth=3"),
        Built.perceptron("task.tokens=pair", "model.hiddenLayers=2", "model.bias=false"));
  }

  /// What reaches the neurons of the first layer is the sum of a row for each token, and the bias.
  @ParameterizedTest
  @MethodSource("perceptrons")
  void tokenTablesOfAPerceptron(Built built) {
    Anatomy anatomy = built.network().anatomy();
    String hook = anatomy.tokenInput().orElseThrow().blocks().orElseThrow().hook();
    double[] pre = Objects.requireNonNull(built.activations(List.of(hook)).get(hook));
    int width = anatomy.tokenInput().orElseThrow().width();
    int length = built.data().inputs().length();
    boolean biased = anatomy.parameters().stream().anyMatch(p -> p.name().equals("layers.0.b"));
    double[] bias = biased ? built.initial("layers.0.b") : new double[width];
    for (int e = 0; e < built.data().examples(); e++) {
      double[] sum = bias.clone();
      for (int t = 0; t < length; t++) {
        double[] row = tokenRow(built, t, built.data().tokens("a test").ids()[e * length + t]);
        for (int c = 0; c < width; c++) {
          sum[c] += row[c];
        }
      }
      for (int c = 0; c < width; c++) {
        assertThat(pre[e * width + c]).isCloseTo(sum[c], within(1e-12));
      }
    }
  }

  /// Row `token` of T_position = E·W_position, by the formula of [Anatomy.TokenInput].
  private static double[] tokenRow(Built built, int position, int token) {
    var input = built.network().anatomy().tokenInput().orElseThrow();
    int k = input.perToken();
    double[] vector = new double[k];
    input
        .embedding()
        .ifPresentOrElse(
            e -> System.arraycopy(built.initial(e.table()), token * k, vector, 0, k),
            () -> vector[token] = 1);
    if (input.blocks().isEmpty()) {
      return vector;
    }
    double[] w = built.initial(input.blocks().get().matrix());
    double[] row = new double[input.width()];
    for (int i = 0; i < k; i++) {
      for (int c = 0; c < row.length; c++) {
        row[c] += vector[i] * w[(position * k + i) * row.length + c];
      }
    }
    return row;
  }
}
