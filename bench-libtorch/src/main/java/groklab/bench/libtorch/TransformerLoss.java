package groklab.bench.libtorch;

import groklab.bench.peer.Workload;
import groklab.lab.model.NormKind;
import groklab.lab.problem.Inputs;
import groklab.zoo.model.Transformer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Decoder transformer: one product for queries, keys and values, attention as batched products,
/// and the unembedding on the scored positions only.
final class TransformerLoss implements TorchLoss {
  private static final double EPSILON = 1e-5;
  private static final TensorOptional NONE = new TensorOptional();

  /// A layer normalisation's gain and bias.
  private record Norm(TensorOptional gain, TensorOptional bias) {}

  private record Block(
      Tensor qkv,
      Tensor o,
      Tensor in,
      TensorOptional inBias,
      Tensor out,
      TensorOptional outBias,
      @org.jspecify.annotations.Nullable Norm first,
      @org.jspecify.annotations.Nullable Norm second) {}

  private final Transformer spec;
  private final int width;
  private final int positions;
  private final int scored;
  private final Data data;
  private final Tensor embedding;
  private final Tensor positional;
  private final Tensor mask;
  private final Scalar scale;
  private final List<Block> blocks = new ArrayList<>();
  private final Tensor unembedding;

  TransformerLoss(Workload.Tokens problem, Transformer spec, TorchParameters parameters) {
    check(problem, spec);
    this.spec = spec;
    this.width = spec.width();
    Inputs.Tokens tokens = problem.data().tokens("libtorch as a peer");
    this.positions = tokens.length();
    this.scored = problem.data().targets().perExample();
    this.data = new Data(problem, Data.longs(tokens.ids(), tokens.examples(), positions));
    this.embedding = parameters.train("embed.W_E");
    this.positional =
        spec.positions() == Transformer.Positions.LEARNED
            ? parameters.train("pos_embed.W_pos")
            : sinusoids();
    this.mask = mask();
    this.scale = new Scalar(1 / Math.sqrt((double) width / spec.heads()));
    for (int layer = 0; layer < spec.layers(); layer++) {
      blocks.add(block("blocks." + layer + ".", parameters));
    }
    this.unembedding = parameters.trainLinear("unembed.W_U");
  }

  private static void check(Workload.Tokens problem, Transformer s) {
    int[] last = problem.data().targets().positions();
    boolean tail = last[0] == problem.data().inputs().length() - last.length;
    if (!tail
        || s.attentionBias()
        || s.unembedBias()
        || s.tied()
        || s.finalNorm()
        || s.dropout() != 0
        || s.norm() == Transformer.NormPlace.PRE
        || s.normKind() == NormKind.RMS
        || s.attentionRate() != 1
        || !s.output().isPlain()
        || s.positions() == Transformer.Positions.ROTARY
        || s.positions() == Transformer.Positions.NONE) {
      throw new IllegalArgumentException(
          "libtorch as a peer has the transformers of nanda2023 and power2022; the problem asks for"
              + " "
              + s);
    }
  }

  private Block block(String name, TorchParameters parameters) {
    boolean norm = spec.norm() == Transformer.NormPlace.POST;
    return new Block(
        parameters.train(packed(name, parameters)),
        parameters.train(
            parameters.stored(name + "attn.W_O").reshape(width, width).transpose(0, 1)),
        parameters.trainLinear(name + "mlp.W_in"),
        optional(name + "mlp.b_in", parameters),
        parameters.trainLinear(name + "mlp.W_out"),
        optional(name + "mlp.b_out", parameters),
        norm ? norm(name + "ln1", parameters) : null,
        norm ? norm(name + "ln2", parameters) : null);
  }

  /// Stored `[heads, width, headWidth]` each; as one linear layer `[3·width, width]`.
  private Tensor packed(String name, TorchParameters parameters) {
    var parts = new TensorVector();
    for (String each : List.of("Q", "K", "V")) {
      parts.push_back(
          parameters.stored(name + "attn.W_" + each).transpose(1, 2).reshape(width, width));
    }
    return torch.cat(parts, 0);
  }

  private static TensorOptional optional(String name, TorchParameters parameters) {
    return parameters.has(name) ? new TensorOptional(parameters.train(name)) : NONE;
  }

  private static Norm norm(String name, TorchParameters parameters) {
    return new Norm(
        new TensorOptional(parameters.train(name + ".w")),
        new TensorOptional(parameters.train(name + ".b")));
  }

  /// sin and cos of pos/10000^(2j/width) in columns 2j and 2j + 1.
  private Tensor sinusoids() {
    float[] out = new float[positions * width];
    for (int p = 0; p < positions; p++) {
      for (int i = 0; i < width; i++) {
        double angle = p / StrictMath.pow(10000, (i - i % 2) / (double) width);
        out[p * width + i] = (float) (i % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle));
      }
    }
    return Tensor.create(out, positions, width);
  }

  /// `[positions, positions]`, −∞ where a query must not look.
  private Tensor mask() {
    float[] out = new float[positions * positions];
    for (int q = 0; q < positions; q++) {
      for (int k = q + 1; k < positions && spec.causal(); k++) {
        out[q * positions + k] = Float.NEGATIVE_INFINITY;
      }
    }
    return Tensor.create(out, positions, positions);
  }

  @Override
  public Tensor of(long step) {
    Data.Batch batch = data.batch(step);
    Tensor x = torch.embedding(embedding, batch.tokens()).add(positional);
    for (Block block : blocks) {
      x = norm(x.add(attention(block, x)), block.first());
      x = norm(x.add(mlp(block, x)), block.second());
    }
    Tensor last = x.narrow(1, positions - scored, scored).reshape(-1, width);
    return data.loss(torch.linear(last, unembedding), batch.targets());
  }

  private Tensor norm(Tensor x, @org.jspecify.annotations.Nullable Norm norm) {
    return norm == null
        ? x
        : torch.layer_norm(x, new long[] {width}, norm.gain(), norm.bias(), EPSILON, true);
  }

  private Tensor attention(Block block, Tensor x) {
    long heads = spec.heads();
    Tensor qkv =
        torch
            .linear(x, block.qkv())
            .view(-1, positions, 3, heads, width / heads)
            .permute(2, 0, 3, 1, 4);
    Tensor q = qkv.select(0, 0);
    Tensor k = qkv.select(0, 1);
    Tensor v = qkv.select(0, 2);
    Tensor scores = q.matmul(k.transpose(-2, -1)).mul(scale).add(mask);
    Tensor z = scores.softmax(-1).matmul(v).transpose(1, 2).reshape(-1, positions, width);
    return torch.linear(z, block.o());
  }

  private Tensor mlp(Block block, Tensor x) {
    Tensor hidden = torch.linear(x, block.in(), block.inBias());
    return torch.linear(
        TorchActivation.apply(spec.activation(), hidden), block.out(), block.outBias());
  }
}
