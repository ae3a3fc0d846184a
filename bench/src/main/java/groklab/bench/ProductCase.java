package groklab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Our matrix product at the shapes that occur, on one core, as shares of its peak.
final class ProductCase {
  static final String NAME = "gemm";
  static final String ABOUT = "our matrix product at the shapes that occur, one core";

  private ProductCase() {}

  static List<Map<String, Object>> run(int repetitions) {
    double peak = Peak.gflops(1);
    List<Map<String, Object>> results = new ArrayList<>();
    for (ProductBench.Row row : ProductBench.measure(repetitions)) {
      if (!row.sameBits()) {
        throw BenchException.failed(
            "gemm: %s has other bits than the plain kernel.".formatted(row.shape()));
      }
      var json = new LinkedHashMap<String, Object>();
      json.put("case", NAME);
      json.put("threads", 1);
      json.put("shape", row.shape());
      json.put("medianGflops", row.medianGflops());
      json.put("bestGflops", row.bestGflops());
      json.put("shareOfPeak", row.medianGflops() / peak);
      json.put("peakGflops", peak);
      results.add(json);
    }
    return results;
  }
}
