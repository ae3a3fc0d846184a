package groklab.monitor.weights;

import groklab.lab.file.Safetensors;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// One file of safetensors. The header is read and checked as that of our own files; the numbers
/// are not, since [Safetensors#read] holds the whole file in memory.
final class SafetensorsFile implements WeightFormat {
  /// That of a file with a hundred thousand tensors has about half of it.
  private static final long LONGEST_HEADER = 24L << 20;

  @Override
  public String format() {
    return "safetensors";
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".safetensors");
  }

  @Override
  public boolean holdsWeightsAlone() {
    return true;
  }

  @Override
  public StoredWeights open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file);
    try {
      SequencedMap<String, WeightTensor> tensors = new LinkedHashMap<>();
      for (Safetensors.Place each : Safetensors.places(file, channel, LONGEST_HEADER)) {
        tensors.put(
            each.name(),
            WeightTensor.rows(
                NumberType.valueOf(each.type()),
                ByteOrder.LITTLE_ENDIAN,
                Arrays.stream(each.shape()).asLongStream().toArray(),
                0,
                new FilePart(channel, each.start(), each.bytes())));
      }
      return new StoredWeights(file, tensors, OptionalLong.empty(), List.of(), channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }
}
