import groklab.api.Experiment;
import groklab.lab.rundir.RunEvent;

/// A run from its spec to its numbers: java ... Grok.java DIRECTORY [KEY=VALUE...]
void main(String[] args) {
  var settings = Arrays.copyOfRange(args, 1, args.length);
  var experiment = Experiment.recipe("quickstart").with(settings);
  var run = experiment.run(Path.of(args[0]), 2, event -> {
    switch (event) {
      case RunEvent.Memorised(long step, var _, double value) ->
          IO.println("memorised at " + step + ": " + value);
      case RunEvent.Generalised(long step, var _, double value) ->
          IO.println("generalised at " + step + ": " + value);
      default -> {}
    }
  });
  IO.println("verdict: " + run.summary().orElseThrow().outcome().verdict().label());
  IO.println("last validation accuracy: " + run.curve("validation.accuracy").last());
  IO.println(run.measure(run.checkpoints().getLast(), "fourier.embedding.gini"));
}
