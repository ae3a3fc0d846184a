package groklab.bench.peer;

import java.util.List;
import java.util.Map;

/// Another program for the same problems, found with [java.util.ServiceLoader].
public interface Peer {

  /// As on the command line: `--peer NAME`.
  String name();

  /// Its version and the versions of what it stands on.
  String version();

  /// The environments to try: the best one counts. Each map holds variables to set in a process of
  /// its own; the empty map is the environment as it is.
  List<Map<String, String>> environments();

  /// A trainer of `problem` at its initial weights.
  ///
  /// @throws IllegalArgumentException if the peer has no code for a setting of the problem
  Contender start(Workload problem, int threads);
}
