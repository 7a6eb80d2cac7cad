package io.rejoin.examples.demo.grid;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a node says of itself, as far as the demo needs it.
 *
 * @param root digest of all its live content
 * @param linked ids of the peers that it has a connection to
 */
public record NodeStatus(String root, long entries, Set<String> linked, Sent sent) {
  /** Bytes that the node has sent to its peers, by kind of traffic. */
  public record Sent(long delta, long repair, long membership) {
    public static final Sent NOTHING = new Sent(0, 0, 0);

    public Sent minus(Sent other) {
      return new Sent(delta - other.delta, repair - other.repair, membership - other.membership);
    }

    public Sent plus(Sent other) {
      return new Sent(delta + other.delta, repair + other.repair, membership + other.membership);
    }
  }

  static NodeStatus of(JsonNode json) {
    Set<String> linked = new TreeSet<>();
    for (JsonNode peer : json.path("peers")) {
      if (peer.path("linked").asBoolean()) {
        linked.add(peer.path("id").asText());
      }
    }
    JsonNode bytes = json.path("bytes");
    return new NodeStatus(
        json.path("root").asText(),
        json.path("entries").asLong(),
        linked,
        new Sent(
            bytes.path("delta").path("out").asLong(),
            bytes.path("repair").path("out").asLong(),
            bytes.path("membership").path("out").asLong()));
  }
}
