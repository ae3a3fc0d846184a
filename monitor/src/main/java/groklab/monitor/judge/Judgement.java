package groklab.monitor.judge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How the forecasts of some runs at one multiple of T_mem have done.
///
/// @param factor that multiple
/// @param runs that had memorised and not generalised by then
/// @param generalised how many of them did within their budget
/// @param aucs of each forecaster and each rival, by name, over all runs together
/// @param within the same as the mean over families that have at least five runs of either kind
/// @param gains of the first forecaster over each rival
/// @param error median of |log10(forecast median / T_grok)| of the runs that generalised
/// @param early share of runs whose T_grok lies before the 80 % interval, 0.1 if it is right;
///     censored runs counted; NaN = no run was watched so far
/// @param beforeMedian share whose T_grok lies before the median, 0.5 if that is right
/// @param coverage share of runs whose T_grok lies in the 80 % interval, censored runs counted;
///     NaN = no run was watched to the end of its interval
public record Judgement(
    double factor,
    int runs,
    int generalised,
    Map<String, Double> aucs,
    Map<String, Double> within,
    Map<String, Ranking> gains,
    double error,
    double early,
    double beforeMedian,
    double coverage) {
  public Judgement {
    aucs = Collections.unmodifiableMap(new LinkedHashMap<>(aucs));
    within = Collections.unmodifiableMap(new LinkedHashMap<>(within));
    gains = Collections.unmodifiableMap(new LinkedHashMap<>(gains));
  }

  /// Alarms of the first forecaster over the whole life of each run.
  ///
  /// @param failures runs that memorised and did not generalise
  /// @param falseAlarms how many of them were announced at any moment
  /// @param groks runs that were seen before they generalised
  /// @param warned how many of them were announced before
  /// @param lead median of log10(T_grok / step of the first alarm) of these
  public record Alarms(int failures, int falseAlarms, int groks, int warned, double lead) {}

  /// A calibration bin: runs by the probability that they were given.
  ///
  /// @param given mean probability
  /// @param came share that generalised
  public record Bin(int runs, double given, double came) {}

  /// Of a part of an atlas.
  ///
  /// @param moments a judgement for each multiple of T_mem
  public record Part(List<Judgement> moments, Alarms alarms, List<Bin> calibration) {
    public Part {
      moments = List.copyOf(moments);
      calibration = List.copyOf(calibration);
    }
  }
}
