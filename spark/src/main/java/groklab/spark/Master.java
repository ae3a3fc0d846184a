package groklab.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.apache.spark.scheduler.ExternalClusterManager;

/// Who shares out the tasks: this process, or a cluster at an address that Spark understands.
///
/// @param url as Spark reads it
/// @param hosts of a standalone master, any of which may lead; empty for all other masters
record Master(String url, List<InetSocketAddress> hosts) {
  private static final Pattern HERE =
      Pattern.compile("local(\\[(\\*|[1-9][0-9]{0,3})(,[1-9][0-9]{0,3})?])?");
  private static final String STANDALONE = "spark://";
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9_.-]+):([0-9]{1,5})");
  private static final int LAST_PORT = 65_535;

  /// How long a master may take to answer; Spark itself would ask for a minute.
  private static final int PATIENCE_MILLIS = 3_000;

  Master {
    hosts = List.copyOf(hosts);
  }

  /// @throws ClusterException if it is no address
  static Master of(String text) {
    if (text.isEmpty()) {
      throw ClusterException.badInput(
          "--engine spark needs the address of a cluster, write e.g. --master local[2]");
    }
    if (text.startsWith(STANDALONE)) {
      return new Master(text, hosts(text));
    }
    if (HERE.matcher(text).matches() || text.equals("yarn") || text.startsWith("k8s://")) {
      return new Master(text, List.of());
    }
    throw wrong(text);
  }

  private static List<InetSocketAddress> hosts(String text) {
    List<InetSocketAddress> hosts = new ArrayList<>();
    for (String each : text.substring(STANDALONE.length()).split(",", -1)) {
      var parts = HOST_AND_PORT.matcher(each);
      if (!parts.matches()) {
        throw wrong(text);
      }
      int port = Integer.parseInt(parts.group(2));
      if (port == 0 || port > LAST_PORT) {
        throw wrong(text);
      }
      hosts.add(InetSocketAddress.createUnresolved(parts.group(1), port));
    }
    return hosts;
  }

  private static ClusterException wrong(String text) {
    return ClusterException.badInput(
        ("There is no master '%s'; expected local[2] (this machine, 2 runs at a time),"
                + " spark://host:7077, yarn or k8s://https://host:6443")
            .formatted(text));
  }

  /// Whether tasks run in this process.
  boolean isHere() {
    return url.startsWith("local");
  }

  /// Whether nobody on another machine takes part, so that no port needs to be open to any.
  boolean isOnLoopback() {
    return isHere()
        || (!hosts.isEmpty() && hosts.stream().allMatch(host -> isLoopback(host.getHostString())));
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }

  /// Asks whether a standalone master listens, or this Spark has the part that speaks to another
  /// one.
  ///
  /// @throws ClusterException if not
  void requireThere() {
    if (!isHere() && hosts.isEmpty() && !canBeAsked()) {
      throw ClusterException.badInput(
          ("The Spark of this program cannot speak to %s; hand the sweep to spark-submit of the"
                  + " cluster, see docs/how-to/spark.md")
              .formatted(url));
    }
    if (!hosts.isEmpty() && hosts.stream().noneMatch(Master::listens)) {
      throw ClusterException.badInput(
          ("No Spark master answers at %s; start one, or check host and port with the page that it"
                  + " shows on port 8080")
              .formatted(url));
    }
  }

  private boolean canBeAsked() {
    return ServiceLoader.load(ExternalClusterManager.class).stream()
        .anyMatch(each -> each.get().canCreate(url));
  }

  private static boolean listens(InetSocketAddress host) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host.getHostString(), host.getPort()), PATIENCE_MILLIS);
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
