package io.rejoin.server.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.partner.Moves;
import java.util.function.Function;

/** How far shards are from where they belong, as JSON says it. */
public final class MovesJson {
  private MovesJson() {}

  /** Puts it into a status; {@code names} are those of nodes. */
  public static void describe(Moves moves, Function<NodeId, String> names, ObjectNode into) {
    into.put("owned", moves.owned()).put("arriving", moves.arriving());
    into.put("leaving", moves.leaving());
    into.put("entries", moves.entries()).put("leaving_entries", moves.leavingEntries());
    into.put("sessions", moves.sessions()).put("most_sessions", moves.mostSessions());
    ArrayNode awaited = into.putArray("waits_for");
    moves
        .awaited()
        .forEach(each -> awaited
            .addObject()
            .put("id", each.node().toString())
            .put("name", names.apply(each.node()))
            .put("why", each.why().words())
            .put("shards", each.shards()));
  }
}
