package groklab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.bench.time.Spread;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BestTest {

  private static Map<String, Object> result(double ours, double peers) {
    Map<String, Object> peer = new HashMap<>();
    peer.put("msPerStep", Spread.of(peers).toJson());
    peer.put("tried", List.of(Map.of("threads", 1)));
    Map<String, Object> result = new HashMap<>();
    result.put("msPerStep", Spread.of(ours).toJson());
    result.put("peer", peer);
    return result;
  }

  @Test
  void the_environment_in_which_the_peer_is_fastest_counts() {
    var forced = Map.of("KEY", "value");
    var best =
        Best.of(
            List.of(List.of(result(1, 9)), List.of(result(2, 7)), List.of(result(3, 8))),
            List.of(Map.of(), forced, Map.of("KEY", "other")));

    assertThat(ResultJson.number(best.getFirst(), "msPerStep", "median")).isEqualTo(2);
    assertThat(ResultJson.object(best.getFirst(), "peer")).containsEntry("environment", forced);
  }

  @Test
  void where_no_peer_took_part_the_first_environment_counts() {
    var alone = result(1, 9);
    alone.remove("peer");
    var later = result(2, 9);
    later.remove("peer");
    var best =
        Best.of(
            List.of(List.of(alone, result(1, 9)), List.of(later, result(1, 8))),
            List.of(Map.of(), Map.of("KEY", "value")));

    assertThat(best.getFirst()).isEqualTo(alone);
    assertThat(ResultJson.number(best.getLast(), "peer", "msPerStep", "median")).isEqualTo(8);
  }

  @Test
  void everything_that_was_tried_is_kept() {
    var best =
        Best.of(
            List.of(List.of(result(1, 9)), List.of(result(2, 7))),
            List.of(Map.of(), Map.of("KEY", "value")));

    assertThat((List<?>) ResultJson.object(best.getFirst(), "peer").get("tried")).hasSize(2);
  }
}
