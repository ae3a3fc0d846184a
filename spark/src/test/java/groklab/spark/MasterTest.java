package groklab.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark",
        "spark://",
        "spark://host",
        "spark://host:0",
        "spark://host:70000",
        "spark://host:7077,",
        "http://host:7077",
        "local[0]",
        "local[2",
        "locally",
        "mesos://host:5050"
      })
  void isRefusedWithWhatToWriteWhereItIsNoAddress(String text) {
    assertThatThrownBy(() -> Master.of(text))
        .hasMessageStartingWith("There is no master '" + text + "'; expected local[2]")
        .isInstanceOfSatisfying(
            ClusterException.class,
            error -> assertThat(error.exitCode()).isEqualTo(UserError.BAD_INPUT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "local[2]", "local[*]", "local[2,3]"})
  void isHereWhereItIsLocal(String text) {
    assertThat(Master.of(text).isHere()).isTrue();
    assertThat(Master.of(text).isOnLoopback()).isTrue();
    Master.of(text).requireThere();
  }

  @Test
  void isAskedForWhereThereIsNone() {
    assertThatThrownBy(() -> Master.of(""))
        .hasMessage("--engine spark needs the address of a cluster, write e.g. --master local[2]");
  }

  @Test
  void mayBeOneOfSeveralThatVote() {
    Master master = Master.of("spark://10.0.0.1:7077,[fd00::1]:7078");
    assertThat(master.isHere()).isFalse();
    assertThat(master.isOnLoopback()).isFalse();
    assertThat(master.hosts()).extracting(host -> host.getPort()).containsExactly(7077, 7078);
  }

  @Test
  void isOnLoopbackWhereAllOfItsHostsAre() {
    assertThat(Master.of("spark://127.0.0.1:7077").isOnLoopback()).isTrue();
    assertThat(Master.of("spark://127.0.0.1:7077,10.0.0.1:7077").isOnLoopback()).isFalse();
    assertThat(Master.of("yarn").isOnLoopback()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yarn", "k8s://https://host:6443"})
  void isForSparkSubmitWhereThisSparkCannotSpeakToIt(String text) {
    assertThatThrownBy(() -> Master.of(text).requireThere())
        .hasMessage(
            "The Spark of this program cannot speak to "
                + text
                + "; hand the sweep to spark-submit of the cluster, see docs/how-to/spark.md");
  }

  @Test
  void isMissedAtOnceAndInOneSentence() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
      Master.of("spark://127.0.0.1:" + port).requireThere();
    }
    String gone = "spark://127.0.0.1:" + port;
    assertThatThrownBy(() -> Master.of(gone).requireThere())
        .hasMessageStartingWith("No Spark master answers at " + gone + "; ")
        .isInstanceOfSatisfying(
            ClusterException.class,
            error -> assertThat(error.exitCode()).isEqualTo(UserError.BAD_INPUT));
  }
}
