package groklab.monitor.series;

import groklab.monitor.log.Series;
import java.util.Optional;

/// Examples that are not trained on, and what was logged of them; at least one of the two is there.
///
/// @param name as the log calls it, `validation` where it names none
public record ValidationSet(String name, Optional<Series> loss, Optional<Series> accuracy) {}
