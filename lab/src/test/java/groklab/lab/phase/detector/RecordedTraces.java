package groklab.lab.phase.detector;

import groklab.lab.phase.Sighting.Kind;
import groklab.lab.phase.detector.Trace.Truth;
import groklab.lab.probe.Probe;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Traces of our own runs, thinned (`src/test/resources/phase/thin.py`); the first line of each
/// file is the command that made the run.
final class RecordedTraces {
  private static final Pattern TASK =
      Pattern.compile("# classes=(\\d+) lookUp=([\\d.]+) lastLayer=(\\S+)");
  private static final Pattern DECAY = Pattern.compile("optimizer\\.weightDecay=([\\d.]+)");

  private RecordedTraces() {}

  static List<Trace> all() {
    return List.of(
        read("grok59", Truth.GROKKING),
        read("add41", Truth.GROKKING),
        // the norm falls from 31.7 at step 1,196 to 27.2 at step 1,546, while validation goes from
        // 0.88 to 0.94
        read("add23", Truth.GROKKING, Kind.CLEANUP),
        // stays at the level of look-up, 0.67, until step 264, and is there 3.4 times as late
        read("seventy59", Truth.GROKKING),
        read("most59", Truth.COMPREHENSION),
        read("noDecay59", Truth.MEMORISATION),
        read("tiny59", Truth.MEMORISATION),
        read("deck17", Truth.MEMORISATION),
        read("single31", Truth.MEMORISATION),
        read("mlp31", Truth.MEMORISATION),
        // ends with a validation accuracy of 0.18 that is still rising
        read("subtract31", Truth.TRANSITION),
        read("slow31", Truth.CONFUSION),
        read("diverged31", Truth.CONFUSION),
        read("heavy31", Truth.CONFUSION));
  }

  private static Trace read(String name, Truth truth, Kind... beside) {
    var lines = lines("/phase/" + name + ".csv");
    var known = TASK.matcher(lines.get(1));
    if (!known.matches()) {
      throw new IllegalStateException(name + ".csv does not say what its task is");
    }
    var decay = DECAY.matcher(lines.getFirst());
    var task =
        Known.classification(Integer.parseInt(known.group(1)))
            .withLookUp(Double.parseDouble(known.group(2)))
            .withLastLayer(known.group(3))
            .withWeightDecay(decay.find() ? Double.parseDouble(decay.group(1)) : 1);
    var kinds = EnumSet.noneOf(Kind.class);
    kinds.addAll(List.of(beside));
    return new Trace("recorded " + name, truth, kinds, task, probes(lines), OptionalLong.empty());
  }

  private static List<Probe> probes(List<String> lines) {
    var names = lines.get(2).split(",");
    var probes = new ArrayList<Probe>();
    for (var line : lines.subList(3, lines.size())) {
      var cells = line.split(",");
      var values = new LinkedHashMap<String, Double>();
      for (int i = 1; i < names.length; i++) {
        values.put(names[i], cells[i].equals("nan") ? Double.NaN : Double.parseDouble(cells[i]));
      }
      probes.add(new Probe(Long.parseLong(cells[0]), values));
    }
    return probes;
  }

  private static List<String> lines(String resource) {
    try (InputStream in = RecordedTraces.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("There is no test resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
