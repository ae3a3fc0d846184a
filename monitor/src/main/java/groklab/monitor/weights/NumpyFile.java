package groklab.monitor.weights;

import groklab.lab.file.RunFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// One array of numpy.
final class NumpyFile implements WeightFormat {
  @Override
  public String format() {
    return "npy";
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    return NumpyHeader.isMagic(head);
  }

  @Override
  public boolean holdsWeightsAlone() {
    return false;
  }

  @Override
  public StoredWeights open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file);
    try {
      NumpyHeader header;
      try (InputStream in = new FilePart(channel, 0, channel.size()).from(0)) {
        header = NumpyHeader.read(in);
      }
      var storage = new FilePart(channel, header.bytes(), channel.size() - header.bytes());
      SequencedMap<String, WeightTensor> tensors = new LinkedHashMap<>();
      tensors.put("array", header.tensor(storage));
      return new StoredWeights(file, tensors, OptionalLong.empty(), List.of(), channel);
    } catch (IllegalArgumentException e) {
      channel.close();
      throw new RunFileException("%s %s".formatted(file, e.getMessage()));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }
}
