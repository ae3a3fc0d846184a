package groklab.monitor.diagnosis;

import groklab.measures.frame.WeightSpectrum;
import groklab.monitor.checkpoint.TensorHistory;
import groklab.monitor.checkpoint.WeightHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The key `weights` of `groklab diagnose --json`. Names are a contract: add, never rename.
final class WeightData {
  private WeightData() {}

  static Map<String, @Nullable Object> of(WeightReading reading) {
    WeightHistory history = reading.history();
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("path", history.run().toString());
    data.put("format", history.format());
    data.put("layout", history.layout().orElse(null));
    data.put("unit", history.unit().one());
    data.put("count", history.count());
    data.put("checkpoints", checkpoints(history));
    data.put("parts", history.parts().stream().map(WeightData::part).toList());
    data.put("tensors", history.tensors().stream().map(WeightData::tensor).toList());
    data.put("sentences", reading.sentences());
    data.put("notApplicable", reading.notApplicable());
    return data;
  }

  private static List<Map<String, @Nullable Object>> checkpoints(WeightHistory history) {
    WeightHistory.Part whole = history.whole();
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (int i = 0; i < history.checkpoints().size(); i++) {
      Map<String, @Nullable Object> data = new LinkedHashMap<>();
      var step = history.checkpoints().get(i).step();
      data.put("step", step.isPresent() ? Long.valueOf(step.getAsLong()) : null);
      data.put("file", history.checkpoints().get(i).file().toString());
      data.put("norm", whole.norms()[i]);
      data.put("distance", whole.distances()[i]);
      data.put("relativeDistance", whole.distances()[i] / whole.norms()[0]);
      data.put("updateRatio", history.updateRatio(i));
      all.add(data);
    }
    return all;
  }

  private static Map<String, @Nullable Object> part(WeightHistory.Part part) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", part.name());
    data.put("count", part.count());
    data.put("norms", list(part.norms()));
    data.put("relativeDistance", part.relativeDistance());
    data.put("alpha", boxed(part.alpha()));
    data.put("stableRank", boxed(part.stableRank()));
    data.put("effectiveRank", boxed(part.effectiveRank()));
    return data;
  }

  private static Map<String, @Nullable Object> tensor(TensorHistory tensor) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", tensor.name());
    data.put("part", tensor.part());
    data.put("shape", tensor.shape());
    data.put("norms", list(Arrays.stream(tensor.squares()).map(Math::sqrt).toArray()));
    data.put("first", tensor.spectra().map(pair -> spectrum(pair.first())).orElse(null));
    data.put("last", tensor.spectra().map(pair -> spectrum(pair.last())).orElse(null));
    return data;
  }

  private static Map<String, @Nullable Object> spectrum(WeightSpectrum spectrum) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("spectralNorm", spectrum.singularValues()[0]);
    data.put("stableRank", spectrum.stableRank());
    data.put("effectiveRank", spectrum.effectiveRank());
    data.put("looksRandom", spectrum.looksRandom());
    switch (spectrum.tail()) {
      case WeightSpectrum.Fitted fit -> {
        data.put("alpha", fit.alpha());
        data.put("tailDistance", fit.distance());
        data.put("tailSize", fit.eigenvalues());
        data.put("enoughEigenvalues", fit.isEnough());
      }
      case WeightSpectrum.Unfitted none -> {
        data.put("alpha", null);
        data.put("noFit", none.reason());
      }
    }
    return data;
  }

  private static @Nullable Double boxed(OptionalDouble value) {
    return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
