package groklab.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.UserError;
import groklab.lab.file.RunFileException;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.junit.jupiter.api.Test;

class TroubleTest {

  /// The words of a worker with Java 17, as Spark handed them over.
  @Test
  void namesTheJavaOfAWorkerThatCannotReadOurClasses() {
    ClusterException error =
        Trouble.ofTask(
            "java.lang.UnsupportedClassVersionError",
            "groklab/spark/RunChunk has been compiled by a more recent version of the Java Runtime"
                + " (class file version 69.0), this version of the Java Runtime only recognizes"
                + " class file versions up to 61.0",
            "Worker 10.0.0.7: ");
    assertThat(error)
        .hasMessageStartingWith("Worker 10.0.0.7: it runs Java 17; expected JDK 25 from 25.0.3 on");
    assertThat(error.exitCode()).isEqualTo(UserError.BAD_INPUT);
  }

  @Test
  void refusesAJavaThatIsTooOldOrTooNew() {
    assertThatCode(() -> RunChunk.requireJava(Runtime.Version.parse("25.0.3+9-LTS")))
        .doesNotThrowAnyException();
    assertThatCode(() -> RunChunk.requireJava(Runtime.Version.parse("25.0.10")))
        .doesNotThrowAnyException();
    for (String other : new String[] {"25", "25.0.2", "26", "26.0.1"}) {
      assertThatThrownBy(() -> RunChunk.requireJava(Runtime.Version.parse(other)))
          .hasMessageStartingWith("it runs Java " + other + "; expected JDK 25");
    }
  }

  @Test
  void saysWhatOurOwnErrorsSay() {
    String sentence = "cannot write to /sweep/runs-a.jsonl (No space left on device)";
    assertThat(Trouble.ofTask(RunFileException.class.getName(), sentence, "Worker 10.0.0.7: "))
        .hasMessage("Worker 10.0.0.7: " + sentence);
  }

  @Test
  void keepsToTheFirstLineOfAnyOtherError() {
    assertThat(Trouble.ofTask("java.lang.IllegalStateException", "bad\n\tat a.B(C.java)", ""))
        .hasMessage("java.lang.IllegalStateException: bad");
  }

  @Test
  void saysWhatSparkSaysWhereNoWorkerHasFailed() {
    assertThat(new Trouble(true).instead(new IllegalStateException("Job 0 cancelled\n\tat x")))
        .hasMessage("Spark gave up: Job 0 cancelled");
  }

  @Test
  void aWorkerThatFailedIsKnownAlsoWhereOthersDidItsWork() {
    var trouble = new Trouble(false);
    assertThat(trouble.ofTasks()).isEmpty();
    assertThat(trouble.whyNothingBegins().orElseThrow())
        .startsWith("No worker has taken a run yet");
    trouble.onTaskStart(new SparkListenerTaskStart(0, 0, null));
    assertThat(trouble.whyNothingBegins()).isEmpty();
  }
}
