package groklab.engine.plan;

import groklab.engine.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compiles nodes into a [Plan]: instructions, phases, blocks and a place for every value.
public final class Planner {
  /// Rows of a block of a chain: small enough that a block's values stay in a core's second-level cache together with
  /// the weights they meet, large enough that a product's tiles run long.
  private static final int BLOCK_ROWS = 96;

  /// Fewer blocks than this would leave workers idle.
  private static final int MIN_BLOCKS = 8;

  private static final int TILE_ROWS = 12;

  private final ParameterLayout layout;
  private final Lowering lowering;
  private final Map<Integer, Place> places = new HashMap<>();

  private Planner(ParameterLayout layout, Lowering lowering) {
    this.layout = layout;
    this.lowering = lowering;
  }

  /// A plan that computes `outputs` (to be read by name) and writes `gradients` (by parameter name) to the gradient
  /// memory.
  public static Plan compile(
      ParameterLayout layout, Map<String, Node> outputs, Map<String, Node> gradients) {
    List<Node> roots = new ArrayList<>(outputs.values());
    roots.addAll(gradients.values());
    Planner planner = new Planner(layout, Lowering.of(roots));
    return planner.plan(outputs, gradients);
  }

  private Plan plan(Map<String, Node> outputs, Map<String, Node> gradients) {
    lowering.parameters.forEach((v, name) -> {
      ParameterLayout.View view = layout.view(name);
      if (view.rows() != v.rows() || view.cols() != v.cols()) {
        throw new IllegalArgumentException(
            "parameter %s is [%d, %d] in the layout but [%d, %d] in the graph"
                .formatted(name, view.rows(), view.cols(), v.rows(), v.cols()));
      }
      places.put(v.id(), new Place(Place.Space.PARAMETERS, view.offset()));
    });
    placeGradients(gradients);
    lowering.packNumbers.forEach((v, n) -> places.put(v.id(), new Place(Place.Space.PACKED, n)));

    Map<String, Value> read = new LinkedHashMap<>();
    outputs.forEach((name, node) -> read.put(name, lowering.valueOf(node)));
    List<Scheduler.Draft> drafts = Scheduler.schedule(lowering.instructions, leaves());
    MemoryPlan memory = new MemoryPlan(places, kept(read));
    memory.reserve(lowering.fills.stream().map(Plan.Fill::value).toList());
    memory.reserve(lowering.inputs.values());
    List<Phase> phases = memory.place(drafts, Planner::blockUnits);
    return new Plan(
        phases,
        table(),
        List.copyOf(lowering.indexes),
        List.copyOf(lowering.packs),
        List.copyOf(lowering.fills),
        Map.copyOf(lowering.inputs),
        read,
        memory.arenaLength(),
        lowering.productFlop);
  }

  /// Gradients are computed in place where a value is one parameter's gradient and nothing else, and copied otherwise.
  private void placeGradients(Map<String, Node> gradients) {
    Set<Integer> made = new HashSet<>();
    lowering.instructions.forEach(i -> i.outs().forEach(v -> made.add(v.id())));
    gradients.forEach((name, node) -> {
      ParameterLayout.View view = layout.view(name);
      Value v = lowering.valueOf(node);
      Place place = new Place(Place.Space.GRADIENTS, view.offset());
      if (made.contains(v.id()) && !places.containsKey(v.id())) {
        places.put(v.id(), place);
      } else {
        Value copy = new Value(lowering.values++, v.rows(), v.cols());
        places.put(copy.id(), place);
        lowering.instructions.add(new Instruction.Copy(copy, v));
      }
    });
  }

  private Set<Integer> leaves() {
    Set<Integer> leaves = new HashSet<>();
    lowering.parameters.keySet().forEach(v -> leaves.add(v.id()));
    lowering.fills.forEach(f -> leaves.add(f.value().id()));
    lowering.inputs.values().forEach(v -> leaves.add(v.id()));
    return leaves;
  }

  private static Set<Integer> kept(Map<String, Value> outputs) {
    Set<Integer> kept = new HashSet<>();
    outputs.values().forEach(v -> kept.add(v.id()));
    return kept;
  }

  private List<Place> table() {
    List<Place> table = new ArrayList<>();
    for (int id = 0; id < lowering.values; id++) {
      table.add(places.getOrDefault(id, new Place(Place.Space.ARENA, 0)));
    }
    return table;
  }

  /// Units per block of a chain.
  static int blockUnits(Scheduler.Group group) {
    int rowsPerUnit = 1;
    for (Instruction i : group.instructions) {
      rowsPerUnit = Math.max(rowsPerUnit, i.out().rows() / group.units);
    }
    int most = Math.max(1, BLOCK_ROWS / rowsPerUnit);
    int even = (group.units + MIN_BLOCKS - 1) / MIN_BLOCKS;
    int units = Math.min(most, even);
    return units <= TILE_ROWS ? units : (units + TILE_ROWS - 1) / TILE_ROWS * TILE_ROWS;
  }
}
