package groklab.lab.rundir;

import groklab.lab.file.Json;
import groklab.lab.file.RunningSum;
import groklab.lab.file.Tensor;
import groklab.lab.probe.Probe;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One number for everything a run computed: two runs have the same digest exactly if all final
/// weights and all recorded metrics have the same bits.
///
/// It is the SHA-256, in lower-case hexadecimal, of these bytes:
///
/// 1. for each weight tensor, in ascending order of names (as UTF-16):
///    `name NUL type NUL shape NUL` in UTF-8, the shape as decimal sizes joined by commas, the type
///    as in a safetensors file; then the elements, little-endian, row-major;
/// 2. for each probe, in recorded order: its line in `metrics.jsonl` as [JsonLines] writes it, in
///    UTF-8 with a line feed at the end. Numbers are the shortest decimals that read back the same,
///    so the bits of every value count (of NaN only that it is one).
///
/// Optimiser state, events and times do not belong to it; for that reason no measure may record a
/// time.
public final class Digest {
  private Digest() {}

  public static String of(Map<String, Tensor> weights, List<Probe> metrics) {
    var sum = new RunningSum();
    new TreeMap<>(weights)
        .forEach((name, tensor) -> {
          var shape =
              Arrays.stream(tensor.shape())
                  .mapToObj(Integer::toString)
                  .collect(Collectors.joining(","));
          add(sum, name + "\0" + tensor.type() + "\0" + shape + "\0");
          tensor.<RuntimeException>forEachPiece(sum::add);
        });
    metrics.forEach(probe -> add(sum, Json.line(Lines.probe(probe)) + "\n"));
    return sum.now().sha256();
  }

  private static void add(RunningSum sum, String text) {
    sum.add(text.getBytes(StandardCharsets.UTF_8));
  }
}
