package groklab.engine.plan;

import groklab.engine.graph.Node;
import groklab.engine.kernel.Tiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compiles nodes into a [Plan]: instructions, waves, blocks and a place for every value.
final class Planner {
  /// Rows of a block of a chain, at most. Few enough that a block's values and the weights they
  /// meet stay in a core's second-level cache; many enough that each weight read is used often.
  private static final int BLOCK_ROWS = 13 * Tiles.ROWS;

  /// A chain of at most this many blocks for each worker is cut into equal shares.
  private static final int FEW_BLOCKS = 4;

  private final ParameterLayout layout;
  private final Lowering lowering;
  private final Map<Integer, Place> places = new HashMap<>();

  private final int workers;

  private Planner(ParameterLayout layout, Lowering lowering, int workers) {
    this.layout = layout;
    this.lowering = lowering;
    this.workers = workers;
  }

  /// A plan that computes `outputs` (to be read by name) and writes `gradients` (by parameter name)
  /// to the gradient memory. The number of `workers` decides how the work is cut, and nothing else:
  /// any number of them can run it, with the same bits.
  static Plan compile(
      ParameterLayout layout, Map<String, Node> outputs, Map<String, Node> gradients, int workers) {
    List<Node> roots = new ArrayList<>(outputs.values());
    roots.addAll(gradients.values());
    Planner planner = new Planner(layout, Lowering.of(roots), workers);
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
    List<Wave> waves = memory.place(drafts, this::blockUnits);
    return new Plan(
        waves,
        table(),
        List.copyOf(lowering.indexes),
        List.copyOf(lowering.rowSums),
        List.copyOf(lowering.packs),
        List.copyOf(lowering.fills),
        Map.copyOf(lowering.inputs),
        read,
        memory.arenaLength(),
        lowering.productFlop);
  }

  /// Gradients are computed in place where a value is one parameter's gradient and nothing else,
  /// and copied otherwise.
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

  /// Units per block of a chain. Rows are counted at its products, if it has any, because these
  /// cost most.
  private int blockUnits(Scheduler.Group group) {
    int rowsPerUnit = 1;
    boolean products = group.instructions.stream().anyMatch(Instruction.Product.class::isInstance);
    for (Instruction i : group.instructions) {
      if (i instanceof Instruction.Product || !products) {
        rowsPerUnit = Math.max(rowsPerUnit, i.out().rows() / group.units);
      }
    }
    int most = Math.max(1, BLOCK_ROWS / rowsPerUnit);
    int blocks = ceiling(group.units, most);
    int tile = Tiles.ROWS;
    if (blocks <= FEW_BLOCKS * workers) {
      blocks = ceiling(blocks, workers) * workers;
      tile = Tiles.FEW_ROWS; // equal shares matter more than full tiles
    }
    int units = ceiling(group.units, blocks);
    return rowsPerUnit > 1 || units <= Tiles.ROWS ? units : ceiling(units, tile) * tile;
  }

  private static int ceiling(int a, int b) {
    return (a + b - 1) / b;
  }
}
