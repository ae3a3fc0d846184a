package groklab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The machine's fused-multiply-add peak in single precision.
final class PeakCase {
  static final String NAME = "peak";
  static final String ABOUT = "fused multiply-adds per second that the machine can do, float32";

  private PeakCase() {}

  static List<Map<String, Object>> run(List<Integer> threads) {
    List<Map<String, Object>> results = new ArrayList<>();
    for (int n : threads) {
      var json = new LinkedHashMap<String, Object>();
      json.put("case", NAME);
      json.put("threads", n);
      json.put("peakGflops", Peak.gflops(n));
      results.add(json);
    }
    return results;
  }
}
