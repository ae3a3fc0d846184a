package groklab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Of the same measurements made in several environments, those in which the peer was fastest, with
/// a list of everything that was tried.
final class Best {
  private Best() {}

  /// A result without a peer is that of the first environment.
  ///
  /// @param results of each environment, in the same order of numbers of threads
  /// @param environments what each was made in
  static List<Map<String, Object>> of(
      List<List<Map<String, Object>>> results, List<Map<String, String>> environments) {
    List<Map<String, Object>> best = new ArrayList<>();
    for (int i = 0; i < results.getFirst().size(); i++) {
      if (!results.getFirst().get(i).containsKey("peer")) {
        best.add(results.getFirst().get(i));
        continue;
      }
      List<Map<String, Object>> tried = new ArrayList<>();
      int fastest = 0;
      for (int e = 0; e < environments.size(); e++) {
        Map<String, Object> peer = ResultJson.object(results.get(e).get(i), "peer");
        for (Object one : (List<?>) peer.getOrDefault("tried", List.of())) {
          tried.add(in(environments.get(e), one));
        }
        if (median(peer) < median(ResultJson.object(results.get(fastest).get(i), "peer"))) {
          fastest = e;
        }
      }
      Map<String, Object> chosen = results.get(fastest).get(i);
      Map<String, Object> peer = ResultJson.object(chosen, "peer");
      peer.put("environment", environments.get(fastest));
      peer.put("tried", tried);
      best.add(chosen);
    }
    return best;
  }

  private static Map<String, Object> in(Map<String, String> environment, Object tried) {
    var json = new LinkedHashMap<String, Object>();
    json.put("environment", environment);
    ((Map<?, ?>) tried).forEach((key, value) -> json.put((String) key, value));
    return json;
  }

  private static double median(Map<String, Object> peer) {
    return ResultJson.number(peer, "msPerStep", "median");
  }
}
