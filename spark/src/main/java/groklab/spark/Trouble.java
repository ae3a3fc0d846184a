package groklab.spark;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.jspecify.annotations.Nullable;

/// What workers last failed of, as a sentence. Spark tries a task again on another one and is right
/// to; only when it gives up is this what the user wants to know, and not the stack trace that
/// Spark has for it.
final class Trouble extends SparkListener {
  private static final String OURS = ClusterException.class.getPackageName() + ".";

  /// The last number in "class file version 69.0 ... up to 61.0".
  private static final Pattern CLASS_FILE_VERSION = Pattern.compile("up to ([0-9]+)\\.");

  /// Version 45 of class files was that of Java 1.
  private static final int BEFORE_JAVA_1 = 44;

  private final AtomicReference<@Nullable ClusterException> ofTasks = new AtomicReference<>();
  private final AtomicReference<@Nullable ClusterException> ofProcesses = new AtomicReference<>();
  private final boolean here;
  private volatile boolean begun;

  /// @param here whether tasks run in this process, so that nobody asks on which machine
  Trouble(boolean here) {
    this.here = here;
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart start) {
    begun = true;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.reason() instanceof ExceptionFailure failure) {
      String place = here ? "" : "Worker %s: ".formatted(end.taskInfo().host());
      ofTasks.set(ofTask(failure.className(), failure.description(), place));
    }
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    ofProcesses.set(
        ClusterException.failed(
            ("Spark's processes on the workers end before they have done anything (%s): look into"
                 + " the file stderr below the worker's folder work; JAVA_HOME of the worker must"
                 + " be a JDK 25 from 25.0.3 on")
                .formatted(removed.reason())));
  }

  /// @param exception name of the class of what was thrown
  /// @param place what the sentence begins with
  static ClusterException ofTask(String exception, String message, String place) {
    if (exception.equals(UnsupportedClassVersionError.class.getName())) {
      var version = CLASS_FILE_VERSION.matcher(message);
      String java =
          version.find()
              ? String.valueOf(Integer.parseInt(version.group(1)) - BEFORE_JAVA_1)
              : "an older version";
      return ClusterException.badInput(place + wrongJava(java));
    }
    if (exception.startsWith(OURS)) {
      return ClusterException.badInput(place + message);
    }
    if (exception.startsWith("groklab.")) { // a sentence already
      return ClusterException.failed(place + message);
    }
    return ClusterException.failed(place + exception + ": " + firstLine(message));
  }

  /// @param given version of Java
  static String wrongJava(String given) {
    return ("it runs Java %s; expected JDK 25 from 25.0.3 on; set JAVA_HOME of the worker (on YARN"
            + " and Kubernetes: of the executors) to one and start it again")
        .formatted(given);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("no message");
  }

  /// What the last task failed of that Spark has then given to another worker.
  Optional<ClusterException> ofTasks() {
    return Optional.ofNullable(ofTasks.get());
  }

  /// Empty = a task has begun.
  Optional<String> whyNothingBegins() {
    return begun
        ? Optional.empty()
        : Optional.of(
            "No worker has taken a run yet: Spark is still starting its processes there, or the"
                + " master has none with a free core; its page shows them (port 8080 of a"
                + " standalone master). Ctrl-C gives up.");
  }

  /// Why the sweep ended.
  ///
  /// @param fallback what Spark says
  ClusterException instead(Throwable fallback) {
    return ofTasks()
        .or(() -> Optional.ofNullable(ofProcesses.get()))
        .orElseGet(() ->
            ClusterException.failed(
                "Spark gave up: " + firstLine(String.valueOf(fallback.getMessage()))));
  }
}
