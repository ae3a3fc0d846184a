package groklab.web.server;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/// Closes connections whose request comes in bit by bit for longer than a limit. Jetty closes those
/// on which nothing comes at all; one byte now and then keeps them open for ever.
///
/// A stream of events is nothing of the kind: its request came at once, and the viewer sends no
/// more.
final class SlowRequests implements Connection.Listener, AutoCloseable {
  private final Map<Connection, Progress> open = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock;
  private final ScheduledFuture<?> looks;
  private final long limitNanos;

  /// How far a connection's present request has come.
  private static final class Progress {
    private long messages = -1;
    private long bytes;
    private long since;
    private boolean growing;

    /// Whether it has been growing for longer than the limit.
    boolean isSlow(Connection connection, long now, long limit) {
      long grown = connection.getBytesIn();
      if (connection.getMessagesIn() != messages) {
        messages = connection.getMessagesIn();
        bytes = grown;
        growing = false;
        return false;
      }
      if (grown == bytes) {
        return false;
      }
      bytes = grown;
      if (!growing) {
        growing = true;
        since = now;
      }
      return now - since >= limit;
    }
  }

  /// @param limit for a request to come in; looked at twice as often
  SlowRequests(Duration limit) {
    this.limitNanos = limit.toNanos();
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("groklab-slow-requests").factory());
    this.looks =
        clock.scheduleWithFixedDelay(
            this::look, limitNanos / 2, limitNanos / 2, TimeUnit.NANOSECONDS);
  }

  /// Javalin makes its connector after it has let others configure the server.
  LifeCycle.Listener onceThereAreConnectors(Server server) {
    return new LifeCycle.Listener() {
      @Override
      public void lifeCycleStarting(LifeCycle event) {
        server.addBeanToAllConnectors(SlowRequests.this);
      }
    };
  }

  @Override
  public void onOpened(Connection connection) {
    open.put(connection, new Progress());
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
  }

  private void look() {
    long now = System.nanoTime();
    open.forEach((connection, progress) -> {
      if (progress.isSlow(connection, now, limitNanos)) {
        connection.getEndPoint().close();
      }
    });
  }

  @Override
  public void close() {
    looks.cancel(false);
    clock.shutdown();
  }
}
