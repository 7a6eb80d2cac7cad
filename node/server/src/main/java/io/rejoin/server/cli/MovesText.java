package io.rejoin.server.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** How far shards are from where they belong, for people. */
final class MovesText {
  private static final int MOST_NAMED = 5;

  private MovesText() {}

  /** Nothing is said where every node holds everything. */
  static void rows(JsonNode moves, Layout layout) {
    if (moves.isMissingNode()) {
      return;
    }
    long arriving = moves.path("arriving").asLong();
    long leaving = moves.path("leaving").asLong();
    String owned = shards(moves.path("owned").asLong());
    if (arriving == 0 && leaving == 0) {
      layout.row("moves", "none, all of " + owned + " here");
      return;
    }
    layout.row(
        "arriving",
        Quantity.count(arriving) + " of " + owned + " here; sessions in shards: "
            + moves.path("sessions").asLong() + ", no more than "
            + moves.path("most_sessions").asLong() + " begun here");
    layout.row(
        "leaving",
        shards(leaving) + " with "
            + Quantity.count(moves.path("leaving_entries").asLong())
            + " entries, until their owners have them");
    awaited(moves.path("waits_for"), layout);
  }

  /** What a node that leaves has still to hand over. */
  static String remaining(JsonNode moves) {
    StringBuilder text = new StringBuilder("leaving: ");
    long leaving = moves.path("leaving").asLong();
    text.append(leaving == 0 ? "good-bye is next" : shards(leaving))
        .append(leaving == 0 ? "" : " with ")
        .append(leaving == 0 ? "" : Quantity.count(moves.path("leaving_entries").asLong()))
        .append(leaving == 0 ? "" : " entries left");
    for (JsonNode each : moves.path("waits_for")) {
      text.append("; ")
          .append(each.path("name").asText())
          .append(": ")
          .append(each.path("why").asText());
    }
    return text.toString();
  }

  private static void awaited(JsonNode awaited, Layout layout) {
    int named = 0;
    for (JsonNode each : awaited) {
      if (named++ < MOST_NAMED) {
        layout.row(
            "waits for",
            each.path("name").asText() + ": " + each.path("why").asText() + ", "
                + shards(each.path("shards").asLong()));
      }
    }
    if (named > MOST_NAMED) {
      layout.row("waits for", (named - MOST_NAMED) + " more");
    }
  }

  private static String shards(long count) {
    return Quantity.count(count) + (count == 1 ? " shard" : " shards");
  }
}
