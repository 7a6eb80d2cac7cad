package io.rejoin.examples.shop.web;

import com.sun.net.httpserver.Headers;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other people's pages out. A browser on this machine shows any page, and its scripts reach
 * loopback; they give themselves away by {@code Origin}, or by {@code Host} if their own name was
 * made to point here. And no form of theirs can post JSON without asking first.
 */
final class SameOrigin {
  private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

  private SameOrigin() {}

  static void check(boolean isPost, Headers headers) throws Problem {
    @Nullable String host = headers.getFirst("Host");
    @Nullable String origin = headers.getFirst("Origin");
    if (host == null || !NAMES.contains(host.replaceFirst(":\\d+$", ""))) {
      throw new Problem(403, "the host " + host + " is not this one", "use 127.0.0.1");
    }
    if (origin != null && !origin.equals("http://" + host)) {
      throw new Problem(403, "a page of " + origin + " may not ask", "open the shop's own page");
    }
    String type = String.valueOf(headers.getFirst("Content-Type"));
    if (isPost && !type.split(";", 2)[0].strip().equals("application/json")) {
      throw new Problem(415, "the body is " + type, "send application/json");
    }
  }
}
