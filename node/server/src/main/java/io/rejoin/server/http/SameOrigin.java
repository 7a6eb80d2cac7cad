package io.rejoin.server.http;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other people's web pages out: a browser on this machine may show any page, and its scripts
 * reach loopback. They give themselves away by their {@code Origin}, or, if their own name was
 * made to point here, by their {@code Host}. Other clients are not concerned.
 */
record SameOrigin(boolean loopback) {
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  void check(Headers headers) throws Problem {
    String host = headers.getFirst("Host");
    String origin = headers.getFirst("Origin");
    if (origin != null && !authority(origin).equals(host)) {
      throw new Problem(
          Reply.FORBIDDEN, "a page of " + origin + " may not ask", "open it from here");
    }
    if (loopback && host != null && !LOOPBACK_NAMES.contains(withoutPort(host))) {
      throw new Problem(
          Reply.FORBIDDEN, "the host " + host + " is not this one", "use 127.0.0.1 or localhost");
    }
  }

  private static String authority(String origin) {
    @Nullable String authority;
    try {
      authority = URI.create(origin).getRawAuthority();
    } catch (IllegalArgumentException e) {
      authority = null;
    }
    return authority == null ? "" : authority;
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }
}
