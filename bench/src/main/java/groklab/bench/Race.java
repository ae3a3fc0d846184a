package groklab.bench;

import groklab.bench.peer.Peer;
import groklab.bench.peer.Workload;
import groklab.bench.step.Ours;
import groklab.bench.step.StepCase;
import groklab.bench.time.Lane;
import groklab.bench.time.Meter;
import groklab.bench.time.Spread;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Measures one training step in this process, ours at each number of threads and, if asked, a
/// peer's.
///
/// The order: the first losses of all contenders are compared; only then is anything timed. Rounds
/// alternate between the contenders, so that all see the same state of the machine. What ours alone
/// needs (bytes, resident memory) is read before the peer's libraries are loaded.
final class Race {
  /// After a turn the threads of a library may spin for some milliseconds; they must not do so in
  /// the next one's time.
  private static final long PAUSE_MILLIS = 100;

  private static final double GIGA = 1e9;

  /// Bytes per step are measured until they are 0, this many times the warm-up at most.
  private static final double MOST_WARM_UP = 10;

  /// How long things take.
  ///
  /// @param rounds timed rounds of each contender
  /// @param warmUpSeconds of each contender, at least
  /// @param roundSeconds of each contender's rounds, about
  record Timing(int rounds, double warmUpSeconds, double roundSeconds) {}

  private final StepCase step;
  private final Timing timing;
  private final PrintStream progress;
  private final List<Lane> ours = new ArrayList<>();
  private final List<Lane> peers = new ArrayList<>();
  private final Map<Integer, Double> bytes = new LinkedHashMap<>();
  private OptionalDouble resident = OptionalDouble.empty();
  private OptionalDouble peakResident = OptionalDouble.empty();
  private double lossDifference;

  Race(StepCase step, Timing timing, PrintStream progress) {
    this.step = step;
    this.timing = timing;
    this.progress = progress;
  }

  /// One result for each number of our threads, as JSON.
  ///
  /// @param peerThreads numbers of threads that the peer is tried with
  /// @throws BenchException if losses differ by more than rounding explains
  List<Map<String, Object>> run(
      List<Integer> threads, Optional<Peer> peer, List<Integer> peerThreads) {
    try {
      double[] losses = startOurs(threads);
      peer.ifPresent(p -> startPeer(p, peerThreads, losses));
      alternate();
      return ours.stream().map(lane -> result(lane, peer)).toList();
    } finally {
      ours.forEach(lane -> lane.contender.close());
      peers.forEach(lane -> lane.contender.close());
    }
  }

  private double[] startOurs(List<Integer> threads) {
    double[] losses = {};
    for (int n : threads) {
      var lane = new Lane("groklab", n, step.ours(n), step.stride());
      ours.add(lane);
      double[] own = lane.firstLosses();
      if (losses.length > 0 && !Arrays.equals(losses, own)) {
        throw BenchException.failed(
            "%s: the losses with %d threads are not the bits of those with %d."
                .formatted(step.name(), n, threads.getFirst()));
      }
      losses = own;
      say("warming up ours, threads " + n);
      lane.warmUp(timing.warmUpSeconds(), timing.roundSeconds());
      bytes.put(n, lane.bytesPerStep(MOST_WARM_UP * timing.warmUpSeconds()));
    }
    resident = Meter.residentMiB();
    peakResident = Meter.peakResidentMiB();
    return losses;
  }

  private void startPeer(Peer peer, List<Integer> threads, double[] losses) {
    Workload problem = step.workload();
    for (int n : threads) {
      var lane = new Lane(peer.name(), n, peer.start(problem, n), step.stride());
      peers.add(lane);
      double difference = Losses.difference(losses, lane.firstLosses());
      if (difference > Losses.TOLERANCE) {
        throw BenchException.failed(
            ("%s: the first losses differ from %s's by up to %.2g of their size, more "
                    + "than rounding explains, so times would compare different things.")
                .formatted(step.name(), peer.name(), difference));
      }
      lossDifference = Math.max(lossDifference, difference);
      say(
          "losses agree within %.1e; warming up %s, threads %d"
              .formatted(difference, peer.name(), n));
      lane.warmUp(timing.warmUpSeconds(), timing.roundSeconds());
    }
  }

  private void alternate() {
    List<Lane> all = new ArrayList<>(ours);
    all.addAll(peers);
    for (int round = 0; round < timing.rounds(); round++) {
      for (Lane lane : all) {
        pause();
        lane.round();
      }
      if (round % 5 == 4) {
        say("round %d of %d".formatted(round + 1, timing.rounds()));
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }

  private Map<String, Object> result(Lane lane, Optional<Peer> peer) {
    var our = (Ours) lane.contender;
    Spread time = lane.spread();
    double peak = Peak.gflops(lane.threads);
    double gflop = our.flop() / GIGA;
    var json = new LinkedHashMap<String, Object>();
    json.put("case", step.name());
    json.put("threads", lane.threads);
    json.put("msPerStep", time.toJson());
    peer.ifPresent(p -> {
      List<Map<String, Object>> tried = peers.stream().map(Race::tried).toList();
      Lane best = fastest();
      var other = new LinkedHashMap<String, Object>();
      other.put("name", p.name());
      other.put("version", p.version());
      other.put("threads", best.threads);
      other.put("msPerStep", best.spread().toJson());
      other.put("lossDifference", lossDifference);
      other.put("tried", tried);
      json.put("peer", other);
      json.put("ratio", best.spread().median() / time.median());
    });
    json.put("gflopPerStep", gflop);
    json.put("shareOfPeak", gflop / (time.median() * 1e-3) / peak);
    json.put("peakGflops", peak);
    json.put("bytesPerStep", bytes.get(lane.threads));
    resident.ifPresent(r -> json.put("residentMiB", r));
    peakResident.ifPresent(r -> json.put("peakResidentMiB", r));
    json.put("kernels", our.kernels());
    return json;
  }

  private Lane fastest() {
    return peers.stream()
        .min(java.util.Comparator.comparingDouble(lane -> lane.spread().median()))
        .orElseThrow();
  }

  private static Map<String, Object> tried(Lane lane) {
    var json = new LinkedHashMap<String, Object>();
    json.put("threads", lane.threads);
    json.put("msPerStep", lane.spread().toJson());
    return json;
  }

  private void say(String what) {
    progress.println(step.name() + ": " + what);
  }
}
