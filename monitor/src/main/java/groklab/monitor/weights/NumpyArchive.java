package groklab.monitor.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Arrays of numpy in one archive, packed (`savez_compressed`) or not. What holds objects is left
/// out.
final class NumpyArchive implements WeightFormat {
  private static final String ENDING = ".npy";

  /// Trained weights are packed to no less than a half; new ones can be zeros.
  private static final long DENSEST = 100;

  @Override
  public String format() {
    return "npz";
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".npz");
  }

  @Override
  public boolean holdsWeightsAlone() {
    return false;
  }

  @Override
  public StoredWeights open(Path file) throws IOException {
    ZipFile archive = Archives.open(file);
    try {
      SequencedMap<String, WeightTensor> tensors = new LinkedHashMap<>();
      List<String> leftOut = new ArrayList<>();
      for (ZipEntry entry : Archives.members(file, archive)) {
        String name = entry.getName();
        if (name.endsWith(ENDING)) {
          String tensor = name.substring(0, name.length() - ENDING.length());
          try (InputStream in = archive.getInputStream(entry)) {
            NumpyHeader header = NumpyHeader.read(in);
            tensors.put(tensor, header.tensor(new ZipMember(archive, entry, header.bytes())));
          } catch (IllegalArgumentException e) {
            leftOut.add("%s: it %s".formatted(tensor, e.getMessage()));
          }
        }
      }
      return new StoredWeights(file, tensors, step(tensors), leftOut, archive)
          .limited(Files.size(file), DENSEST);
    } catch (IOException | RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  /// An integer that is called so.
  private static OptionalLong step(SequencedMap<String, WeightTensor> tensors) throws IOException {
    for (String name : StepKeys.ALL) {
      WeightTensor tensor = tensors.get(name);
      if (tensor != null && !tensor.type().isFloating() && tensor.count() == 1) {
        return OptionalLong.of((long) tensor.numbers()[0]);
      }
    }
    return OptionalLong.empty();
  }
}
