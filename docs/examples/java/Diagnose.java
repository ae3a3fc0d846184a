import groklab.api.Diagnosed;

/// What is the matter with somebody's runs: java ... Diagnose.java LOG-OR-FOLDER
void main(String[] args) {
  for (var each : Diagnosed.of(Path.of(args[0]))) {
    IO.println(each.run() + " " + each.set() + ": " + each.verdict());
    each.evidence().forEach(sentence -> IO.println("  " + sentence));
    each.advice().stream().limit(2).forEach(sentence -> IO.println("  try: " + sentence));
  }
}
