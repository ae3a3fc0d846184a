package groklab.monitor.weights;

import groklab.lab.file.RunFileException;
import groklab.monitor.weights.pickle.PickleException;
import groklab.monitor.weights.pickle.Unpickler;
import groklab.monitor.weights.pickle.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// A checkpoint of torch 1.6 or later: an archive with a pickle (`NAME/data.pkl`), a file for each
/// storage (`NAME/data/KEY`) and, since 2.1, the order of bytes (`NAME/byteorder`).
///
/// The pickle is read as data by [Unpickler], and the weights are those that [StateDict] finds in
/// it.
final class TorchArchive implements WeightFormat {
  private static final String PICKLE = "data.pkl";
  private static final List<String> ENDINGS = List.of(".pt", ".pth", ".ckpt");

  /// Other programs use these as well.
  private static final List<String> SHARED_ENDINGS = List.of(".bin", ".tar");

  /// Storages are not packed, and few share one.
  private static final long DENSEST = 4;

  @Override
  public String format() {
    return "torch checkpoint";
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    boolean zip = head.length > 1 && head[0] == 'P' && head[1] == 'K';
    return ENDINGS.stream().anyMatch(name::endsWith)
        || (zip && SHARED_ENDINGS.stream().anyMatch(name::endsWith));
  }

  @Override
  public boolean holdsWeightsAlone() {
    return true;
  }

  @Override
  public StoredWeights open(Path file) throws IOException {
    ZipFile archive = zip(file);
    try {
      ZipEntry pickle =
          Archives.members(file, archive).stream()
              .filter(each -> each.getName().endsWith("/" + PICKLE))
              .findFirst()
              .orElseThrow(() ->
                  new RunFileException(
                      "%s has no data.pkl; expected what torch.save writes".formatted(file)));
      String folder = pickle.getName().substring(0, pickle.getName().length() - PICKLE.length());
      var state = StateDict.of(file, value(file, archive, pickle));
      ByteOrder order = order(archive, folder);
      SequencedMap<String, WeightTensor> tensors = new LinkedHashMap<>();
      List<String> leftOut = new ArrayList<>(state.leftOut());
      Map<String, Storage> storages = new HashMap<>();
      for (var each : state.tensors().entrySet()) {
        try {
          String key = each.getValue().storage().key();
          ZipEntry entry = archive.getEntry(folder + "data/" + key);
          if (entry == null) {
            throw new IllegalArgumentException(
                "lies in storage %s, which the archive lacks".formatted(key));
          }
          Storage storage = storages.computeIfAbsent(key, _ -> new ZipMember(archive, entry, 0));
          tensors.put(each.getKey(), tensor(each.getValue(), storage, order));
        } catch (IllegalArgumentException e) {
          leftOut.add("%s: it %s".formatted(each.getKey(), e.getMessage()));
        }
      }
      return new StoredWeights(file, tensors, state.step(), leftOut, archive)
          .limited(Files.size(file), DENSEST);
    } catch (IOException | RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  private static ZipFile zip(Path file) throws IOException {
    try {
      return Archives.open(file);
    } catch (ZipException e) {
      throw new RunFileException(
          "%s is not an archive of torch.save, or not a whole one (%s); save it with torch 1.6 or"
                  .formatted(file, e.getMessage())
              + " later, or as safetensors",
          e);
    }
  }

  private static Value value(Path file, ZipFile archive, ZipEntry pickle) throws IOException {
    if (pickle.getSize() > Unpickler.LONGEST) {
      throw new RunFileException(
          "%s has a pickle of %,d bytes; expected at most %,d beside its tensors"
              .formatted(file, pickle.getSize(), Unpickler.LONGEST));
    }
    try (InputStream in = archive.getInputStream(pickle)) {
      return Unpickler.read(in.readNBytes(Unpickler.LONGEST));
    } catch (PickleException e) {
      throw new RunFileException(
          "%s %s; save the weights alone, torch.save(model.state_dict(), FILE), or as safetensors"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static ByteOrder order(ZipFile archive, String folder) throws IOException {
    ZipEntry entry = archive.getEntry(folder + "byteorder");
    if (entry == null) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    try (InputStream in = archive.getInputStream(entry)) {
      String told = new String(in.readNBytes(16), StandardCharsets.ISO_8859_1).strip();
      return told.equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }
  }

  private static WeightTensor tensor(Value.Tensor tensor, Storage storage, ByteOrder order) {
    NumberType type =
        type(tensor.type().orElse(tensor.storage().type()))
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "has numbers of %s".formatted(tensor.storage().type())));
    return new WeightTensor(type, order, tensor.shape(), tensor.strides(), tensor.start(), storage);
  }

  private static Optional<NumberType> type(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "torch.DoubleStorage", "torch.float64" -> NumberType.F64;
          case "torch.FloatStorage", "torch.float32" -> NumberType.F32;
          case "torch.HalfStorage", "torch.float16" -> NumberType.F16;
          case "torch.BFloat16Storage", "torch.bfloat16" -> NumberType.BF16;
          case "torch.LongStorage", "torch.int64" -> NumberType.I64;
          case "torch.IntStorage", "torch.int32" -> NumberType.I32;
          case "torch.ShortStorage", "torch.int16" -> NumberType.I16;
          case "torch.CharStorage", "torch.int8" -> NumberType.I8;
          case "torch.uint64" -> NumberType.U64;
          case "torch.uint32" -> NumberType.U32;
          case "torch.uint16" -> NumberType.U16;
          case "torch.ByteStorage", "torch.uint8" -> NumberType.U8;
          case "torch.BoolStorage", "torch.bool" -> NumberType.BOOL;
          default -> null;
        });
  }
}
