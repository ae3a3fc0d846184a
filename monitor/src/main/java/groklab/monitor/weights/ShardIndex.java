package groklab.monitor.weights;

import groklab.lab.file.RunFileException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A network cut into several files, by the index that says which tensor lies in which:
/// `model.safetensors.index.json`, `pytorch_model.bin.index.json`.
final class ShardIndex implements WeightFormat {
  static final String ENDING = ".index.json";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,250}");
  private static final long LONGEST = 24L << 20;

  @Override
  public String format() {
    return "index of shards";
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(ENDING);
  }

  @Override
  public boolean holdsWeightsAlone() {
    return true;
  }

  @Override
  public StoredWeights open(Path file) throws IOException {
    Map<String, String> fileOf = index(file);
    SequencedMap<String, StoredWeights> shards = new LinkedHashMap<>();
    Closeable all =
        () -> {
          for (StoredWeights each : shards.values()) {
            each.close();
          }
        };
    try {
      for (String name : fileOf.values().stream().distinct().toList()) {
        shards.put(name, shard(file, name));
      }
      SequencedMap<String, WeightTensor> tensors = new LinkedHashMap<>();
      fileOf.forEach((tensor, name) -> tensors.put(tensor, tensor(file, shards, tensor, name)));
      List<String> leftOut = new ArrayList<>();
      shards.values().forEach(each -> leftOut.addAll(each.leftOut()));
      return new StoredWeights(file, tensors, OptionalLong.empty(), leftOut, all);
    } catch (IOException | RuntimeException e) {
      all.close();
      throw e;
    }
  }

  /// Tensor -> file.
  private static Map<String, String> index(Path file) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new RunFileException("%s is longer than an index of shards".formatted(file));
    }
    try {
      JsonNode map = MAPPER.readTree(Files.readAllBytes(file)).path("weight_map");
      Map<String, String> fileOf = new LinkedHashMap<>();
      for (var entry : map.properties()) {
        fileOf.put(entry.getKey(), entry.getValue().asString(""));
      }
      if (fileOf.isEmpty()) {
        throw new RunFileException(
            "%s has no weight_map; expected an index of shards".formatted(file));
      }
      return fileOf;
    } catch (JacksonException e) {
      throw new RunFileException("%s is no JSON; use another copy of it".formatted(file), e);
    }
  }

  /// Only a file beside the index is one of its shards.
  private static StoredWeights shard(Path index, String name) throws IOException {
    if (!PLAIN.matcher(name).matches() || name.endsWith(ENDING)) {
      throw new RunFileException(
          "%s names the shard %s; expected a file of weights beside it".formatted(index, name));
    }
    Path file = index.resolveSibling(name);
    if (!Files.isRegularFile(file)) {
      throw new RunFileException("%s lacks its shard %s; fetch it".formatted(index, name));
    }
    return WeightFormats.open(file);
  }

  private static WeightTensor tensor(
      Path index, Map<String, StoredWeights> shards, String tensor, String name) {
    StoredWeights shard = shards.get(name);
    WeightTensor found = shard == null ? null : shard.tensors().get(tensor);
    if (found == null) {
      throw new RunFileException(
          "%s says that %s lies in %s, which does not have it".formatted(index, tensor, name));
    }
    return found;
  }
}
