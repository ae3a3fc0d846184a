package groklab.spark;

import java.lang.module.ModuleFinder;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;

/// What Spark is told. Whoever knows better says it with `-Dspark.KEY=VALUE` in
/// `GROKLAB_JAVA_OPTS`, or with `spark-submit`: what is set already stays.
final class Settings {
  private Settings() {}

  static SparkConf of(Master master) {
    var conf = new SparkConf().setMaster(master.url());
    conf.setIfMissing("spark.app.name", "Groklab sweep");
    conf.setIfMissing("spark.ui.enabled", "false");
    if (master.isOnLoopback()) {
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    // Attempts fail of machines only, since a run that fails is a row: another worker tries.
    conf.setIfMissing("spark.task.maxFailures", "8");
    conf.setIfMissing("spark.excludeOnFailure.enabled", "true");
    conf.setIfMissing("spark.locality.wait", "0"); // no task is nearer to its data than another
    conf.setIfMissing("spark.driver.maxResultSize", "0"); // each is dropped when it was read
    // As here: a step allocates nothing. Spark's own jars bring the logger.
    conf.setIfMissing(
        "spark.executor.extraJavaOptions",
        "-XX:+UseSerialGC -XX:-UseCompactObjectHeaders"
            + " -Dslf4j.provider=org.apache.logging.slf4j.SLF4JServiceProvider");
    if (!master.isHere()) {
      conf.setIfMissing("spark.jars", jars());
    }
    return conf;
  }

  /// Ours, which the driver hands to each worker, so that a cluster needs nothing but Spark.
  private static String jars() {
    Path folder = Objects.requireNonNull(home(groklab.study.engine.SweepEngine.class).getParent());
    List<URI> jars = new ArrayList<>(WorkerJars.in(ModuleFinder.of(folder)));
    jars.add(home(SparkEngine.class).toUri());
    return jars.stream().map(URI::toString).collect(Collectors.joining(","));
  }

  /// The jar that a class lies in.
  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class without a place", e);
    }
  }
}
