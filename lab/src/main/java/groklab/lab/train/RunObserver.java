package groklab.lab.train;

import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunEvent;

/// Watches a run from inside its process. Called from the training thread; must return quickly.
public interface RunObserver {

  /// A moment of a run.
  ///
  /// @param step updates done
  /// @param budget updates at most
  /// @param stepsPerSecond over the last moments
  /// @param last the last probe
  /// @param train the criterion's value of the training set at that probe, NaN if not measured
  /// @param validation that of the validation set
  /// @param phase the present phase's name
  record Progress(
      long step,
      long budget,
      double stepsPerSecond,
      Probe last,
      double train,
      double validation,
      String phase) {}

  /// Several times a second, and after each probe.
  void progress(Progress progress);

  /// After an event was recorded.
  void event(RunEvent event);
}
