package groklab.web.server;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who may do what. Bound to loopback, everybody on the machine may look and only who knows the
/// token may change anything; bound elsewhere, every request needs the token. Against pages of
/// other sites: the Host must be ours (a name that was rebound to this machine is not), a change
/// must come from our own Origin, and the token travels in a header that no form can send.
///
/// The rates are our own. Javalin's `RateLimitPlugin` (7.2.3) counts as well, but it starts a
/// thread that is no daemon and that nothing can end: after `Javalin.stop()` a JVM with it was
/// still there when we gave up after 15 seconds, and one without it had ended. It also lets twice
/// its limit through where two of its windows meet.
final class Guard {
  static final String HEADER = "X-Groklab-Token";

  private static final String PARAMETER = "token";

  private static final int READS_PER_SECOND = 200;
  private static final int READS_AT_ONCE = 1_000;
  private static final int REFUSALS_PER_SECOND = 20;
  private static final int REFUSALS_AT_ONCE = 200;
  private static final int CHANGES_PER_SECOND = 1;
  private static final int CHANGES_AT_ONCE = 20;
  private static final int MOST_ADDRESSES = 1_000;
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9A-Fa-f:.%]+]");

  private final boolean loopback;
  private final String name;
  private final String token;
  private final Map<String, Bucket> refused = new ConcurrentHashMap<>();
  private final Map<String, Bucket> readers = new ConcurrentHashMap<>();
  private final Map<String, Bucket> changers = new ConcurrentHashMap<>();

  /// @param bound the name or address that the server binds to
  Guard(String bound, InetAddress address) {
    this.loopback = address.isLoopbackAddress();
    this.name = bound.toLowerCase(Locale.ROOT);
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    this.token = HexFormat.of().formatHex(random);
  }

  boolean isLoopback() {
    return loopback;
  }

  String token() {
    return token;
  }

  /// Whoever is refused spends a rate of their own, and so does whoever does not know the token:
  /// pages of other sites in the same browser, and others on the same machine, have the owner's
  /// address.
  ///
  /// @throws Refusal if the request is not to be answered
  void check(Context ctx) {
    boolean changes =
        !ctx.method().equals(HandlerType.GET) && !ctx.method().equals(HandlerType.HEAD);
    try {
      checkRights(ctx, changes);
    } catch (Refusal refusal) {
      allow(refused, ctx, REFUSALS_PER_SECOND, REFUSALS_AT_ONCE);
      throw refusal;
    }
    allow(readers, ctx, READS_PER_SECOND, READS_AT_ONCE);
    if (changes) {
      allow(changers, ctx, CHANGES_PER_SECOND, CHANGES_AT_ONCE);
    }
  }

  private void checkRights(Context ctx, boolean changes) {
    String host = ctx.header("Host");
    if (host == null || !isOurs(host)) {
      throw new Refusal(421, "This server does not answer for that host name.");
    }
    if (changes) {
      checkOrigin(ctx, host);
    }
    if (changes && !isToken(ctx.header(HEADER))) {
      throw new Refusal(
          403,
          "Changing anything needs the token: open the address that groklab serve has printed.");
    }
    if (!loopback && !knowsToken(ctx)) {
      throw new Refusal(
          401, "Open the address that groklab serve has printed: it holds the token.");
    }
  }

  private static void checkOrigin(Context ctx, String host) {
    String origin = ctx.header("Origin");
    String site = ctx.header("Sec-Fetch-Site");
    boolean foreign = origin != null && !origin.equals("http://" + host);
    if (foreign || (site != null && !site.equals("same-origin"))) {
      throw new Refusal(403, "Requests from other sites change nothing here.");
    }
  }

  /// An address cannot be rebound; of names, only this machine's own for itself and the one that
  /// was bound.
  private boolean isOurs(String host) {
    String without = host.replaceFirst(":[0-9]{1,5}$", "").toLowerCase(Locale.ROOT);
    return switch (without) {
      case "localhost", "127.0.0.1", "[::1]" -> true;
      default -> !loopback && (without.equals(name) || ADDRESS.matcher(without).matches());
    };
  }

  /// Whether the request shows the token in its header, its cookie or, for the first one, its
  /// address.
  boolean knowsToken(Context ctx) {
    return isToken(ctx.header(HEADER))
        || isToken(ctx.cookie(cookieName(ctx)))
        || isToken(ctx.queryParam(PARAMETER));
  }

  /// The first visit of a page, whichever it is, brings the token in the address: it moves into a
  /// cookie, so that it does not stay in the history. A wrong one is dropped.
  ///
  /// @return whether the browser was sent to the same address without it
  boolean movesToken(Context ctx) {
    String given = ctx.queryParam(PARAMETER);
    String path = ctx.path();
    // two slashes would name another host
    boolean isPage = !path.startsWith("/api/") && !path.startsWith("//");
    if (given == null || !ctx.method().equals(HandlerType.GET) || !isPage) {
      return false;
    }
    if (isToken(given)) {
      ctx.cookie(new Cookie(cookieName(ctx), given, "/", -1, false, true, null, SameSite.STRICT));
    }
    String rest =
        Arrays.stream(Objects.requireNonNullElse(ctx.queryString(), "").split("&"))
            .filter(part -> !part.startsWith(PARAMETER + "="))
            .collect(Collectors.joining("&"));
    ctx.redirect(rest.isEmpty() ? path : path + "?" + rest);
    return true;
  }

  /// Cookies do not keep ports apart, so the port is part of the name.
  static String cookieName(Context ctx) {
    return "groklab-" + ctx.req().getLocalPort();
  }

  boolean isToken(@Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  // --- rates -------------------------------------------------------------------------------------

  private void allow(Map<String, Bucket> buckets, Context ctx, int perSecond, int atOnce) {
    if (buckets.size() > MOST_ADDRESSES) {
      buckets.clear();
    }
    String who = ctx.ip() + (knowsToken(ctx) ? " with the token" : "");
    if (!buckets.computeIfAbsent(who, any -> new Bucket(atOnce)).take(perSecond, atOnce)) {
      throw new Refusal(429, "Too many requests; wait a moment.");
    }
  }

  /// Fills up with time and is emptied by requests.
  private static final class Bucket {
    private double left;
    private long last = System.nanoTime();

    Bucket(int atOnce) {
      left = atOnce;
    }

    synchronized boolean take(int perSecond, int atOnce) {
      long now = System.nanoTime();
      left = Math.min(atOnce, left + (now - last) * 1e-9 * perSecond);
      last = now;
      if (left < 1) {
        return false;
      }
      left--;
      return true;
    }
  }
}
