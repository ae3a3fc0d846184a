import groklab.api.Experiment;

/// One question over several runs: java ... Decays.java FOLDER [KEY=VALUE...]
void main(String[] args) {
  var base = Experiment.recipe("quickstart").with(Arrays.copyOfRange(args, 1, args.length));
  IO.println("decay,seed,memorized,generalized,decided");
  for (double decay : new double[] {0.3, 1, 3}) {
    for (long seed = 0; seed < 2; seed++) {
      var experiment = base.with("optimizer.weightDecay=" + decay).seed(seed);
      var run = experiment.run(Path.of(args[0], "decay-" + decay + "-seed" + seed));
      var outcome = run.summary().orElseThrow().outcome();
      var times = Stream.of(outcome.memorised(), outcome.generalised())
          .map(time -> time.first().isPresent() ? time.first().getAsLong() + "" : "")
          .collect(Collectors.joining(","));
      IO.println(decay + "," + seed + "," + times + "," + outcome.decided().orElseThrow());
    }
  }
}
