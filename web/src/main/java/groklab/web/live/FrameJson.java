package groklab.web.live;

import groklab.measures.frame.AnswerGrid;
import groklab.measures.frame.ReplayFrame;
import groklab.measures.frame.ReplayFrame.EmbeddingPicture;
import groklab.measures.frame.TableShape;
import groklab.measures.frame.WeightSpectrum;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A replay frame as JSON; see `replay.js` for the keys.
final class FrameJson {
  private static final int MOST_SINGULAR_VALUES = 160;
  private static final int BYTES = 256;
  private static final MathContext FOUR_DIGITS = new MathContext(4);

  private FrameJson() {}

  static ObjectNode of(ReplayFrame frame) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("step", frame.step());
    frame
        .table()
        .ifPresent(grid -> {
          node.put("table", base64(grid));
          if (areBytes(grid.said())) {
            node.put("said", base64(wrongAnswers(grid)));
          }
        });
    frame
        .elements()
        .ifPresent(elements -> {
          node.put("logBase", elements[1]);
          ArrayNode list = node.putArray("elements");
          Arrays.stream(elements).forEach(list::add);
        });
    frame
        .neurons()
        .ifPresent(clusters -> {
          ArrayNode counts = node.putArray("neurons");
          Arrays.stream(clusters.counts()).forEach(counts::add);
          node.put("neuronCount", clusters.neurons());
        });
    frame.embedding().ifPresent(picture -> embedding(node, picture));
    frame
        .attention()
        .ifPresent(heads -> {
          ArrayNode list = node.putArray("attention");
          Arrays.stream(heads).forEach(head -> numbers(list.addArray(), head));
        });
    ArrayNode spectra = node.putArray("spectra");
    frame.spectra().forEach(spectrum -> spectrum(spectra.addObject(), spectrum));
    return node;
  }

  /// What does not change along a run.
  static ObjectNode of(TableShape shape) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("size", shape.size())
            .put("columns", shape.columns())
            .put("firstY", shape.firstY());
    ofOtherData(node, shape);
    return node;
  }

  /// A frame of another run, from before the one that is shown branched off: its name, and its
  /// split and operation, which the branch may have changed.
  static void ofAncestor(ObjectNode frame, String run, TableShape shape) {
    frame.put("run", run);
    ofOtherData(frame, shape);
  }

  /// A frame of a network that learns from other examples than the run began with.
  static void ofOtherData(ObjectNode frame, TableShape shape) {
    frame.put("split", base64(shape.split())).put("operation", shape.operation());
    if (areBytes(shape.answers())) {
      frame.put("answers", base64(bytes(shape.answers())));
    }
  }

  private static boolean areBytes(int[] classes) {
    return Arrays.stream(classes).allMatch(each -> each >= 0 && each < BYTES);
  }

  private static byte[] bytes(int[] classes) {
    byte[] all = new byte[classes.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) classes[i];
    }
    return all;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /// One byte per cell: bit 7 = right, bits 0..6 = confidence in the true answer, 0..127.
  private static String base64(AnswerGrid grid) {
    byte[] cells = new byte[grid.confidence().length];
    for (int i = 0; i < cells.length; i++) {
      int confidence = (int) Math.round(127 * grid.confidence()[i]);
      cells[i] = (byte) (confidence | (grid.right()[i] ? 0x80 : 0));
    }
    return base64(cells);
  }

  /// What the network says where it is wrong, in the order of the cells: one byte each.
  private static byte[] wrongAnswers(AnswerGrid grid) {
    return bytes(
        IntStream.range(0, grid.said().length)
            .filter(i -> !grid.right()[i])
            .map(i -> grid.said()[i])
            .toArray());
  }

  private static void embedding(ObjectNode node, EmbeddingPicture picture) {
    numbers(node.putArray("fourier"), picture.shares());
    if (picture.planes().isEmpty()) {
      return;
    }
    ArrayNode list = node.putArray("planes");
    picture
        .planes()
        .forEach(plane ->
            numbers(
                list.addObject().put("frequency", plane.frequency()).putArray("points"),
                plane.points()));
    node.put("planesOf", picture.planesOf());
  }

  private static void spectrum(ObjectNode out, WeightSpectrum weight) {
    out.put("name", weight.name());
    out.put("norm", rounded(weight.norm()));
    out.put("effectiveRank", rounded(weight.effectiveRank()));
    double[] all = weight.singularValues();
    numbers(out.putArray("values"), Arrays.copyOf(all, Math.min(all.length, MOST_SINGULAR_VALUES)));
    switch (weight.tail()) {
      case WeightSpectrum.Fitted fit ->
          out.put("alpha", rounded(fit.alpha()))
              .put("xmin", rounded(fit.xmin()))
              .put("tail", fit.eigenvalues())
              .put("distance", rounded(fit.distance()))
              .put("enough", fit.isEnough());
      case WeightSpectrum.Unfitted none -> out.put("noFit", none.reason());
    }
  }

  private static void numbers(ArrayNode out, double[] values) {
    Arrays.stream(values).forEach(value -> out.add(rounded(value)));
  }

  /// Four significant digits; what is not finite stands as 0, since a picture has no place for it.
  private static double rounded(double value) {
    return value == 0 || !Double.isFinite(value)
        ? 0
        : new BigDecimal(value).round(FOUR_DIGITS).doubleValue();
  }
}
