package io.rejoin.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.rejoin.server.Command;
import io.rejoin.server.json.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rejoin status}: first of all whether the node agrees with the others, and since when. */
@CommandLine.Command(
    name = "status",
    description = "Shows whether a node agrees with its peers, and what it holds.",
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Command {
  @Mixin
  private final NodeOptions options = new NodeOptions();

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    JsonNode status = options.client().get("/status");
    PrintWriter out = spec.commandLine().getOut();
    if (options.json) {
      out.println(Json.line(status));
    } else {
      out.print(summary(status));
      out.print(peers(status.path("peers")));
    }
    return 0;
  }

  private static String summary(JsonNode status) {
    JsonNode members = status.path("members");
    Layout layout = new Layout()
        .row("converged", converged(status))
        .row(
            "node",
            status.path("node").asText() + " at " + status.path("site").asText() + ", grid "
                + status.path("grid").asText() + ", up "
                + Quantity.duration(status.path("uptime_ms").asLong()))
        .row("id", status.path("id").asText() + ", run " + status.path("run").asText())
        .row(
            "members",
            members.path("alive").asText() + " of " + members.path("total").asText() + " alive")
        .row("entries", entries(status));
    if (status.path("withdrawn").asBoolean()) {
      layout.row("withdrawn", "it owns no shard any more, and leaves when others have all it has");
    }
    MovesText.rows(status.path("moves"), layout);
    disk(status.path("disk"), layout);
    forgetting(status.path("forgetting"), layout);
    status
        .path("bytes")
        .properties()
        .forEach(kind -> layout.row(
            kind.getKey(),
            Quantity.bytes(kind.getValue().path("in").asLong()) + " in, "
                + Quantity.bytes(kind.getValue().path("out").asLong()) + " out"));
    status
        .path("refused")
        .properties()
        .forEach(reason -> layout.row(
            "refused", Quantity.count(reason.getValue().asLong()) + " " + reason.getKey()));
    if (status.path("refused").path("evicted").asLong() > 0) {
      layout.row(
          "evicted",
          String.join(", ", texts(status.path("evicted")))
              + ": came and was refused; 'rejoin readmit' takes a member back");
    }
    List<String> cut = texts(status.path("drill").path("cut"));
    if (!cut.isEmpty()) {
      layout.row("drill", "cut off from " + String.join(", ", cut));
    }
    return layout.text();
  }

  private static String entries(JsonNode status) {
    JsonNode moves = status.path("moves");
    String inShards = moves.isMissingNode()
        ? ""
        : ", " + Quantity.count(moves.path("entries").asLong()) + " of them in shards";
    return Quantity.count(status.path("entries").asLong()) + inShards + ", root "
        + status.path("root").asText();
  }

  private static void disk(JsonNode disk, Layout layout) {
    if (disk.isMissingNode()) {
      layout.row("disk", "none, data is in memory only");
      return;
    }
    layout.row(
        "disk",
        Quantity.bytes(disk.path("bytes").asLong()) + " in "
            + disk.path("directory").asText() + ", "
            + Quantity.count(disk.path("unsynced").asLong()) + " writes not synced");
    if (disk.path("full").asBoolean()) {
      layout.row("disk", "FULL: writes of this node are refused until there is room");
    }
    texts(disk.path("damaged")).forEach(damage -> layout.row("damaged", damage));
  }

  /** Only what is held back: that something is remembered for a moment is as it should be. */
  private static void forgetting(JsonNode forgetting, Layout layout) {
    List<String> behind = texts(forgetting.path("held_back_by"));
    long entries = forgetting.path("entries").asLong();
    if (!behind.isEmpty() && entries > 0) {
      layout.row(
          "remembered",
          "what was removed in " + Quantity.count(entries) + " entries, for "
              + String.join(", ", behind));
    }
  }

  private static String converged(JsonNode status) {
    JsonNode peers = status.path("peers");
    if (peers.isEmpty()) {
      return status.path("converged").asBoolean() ? "yes, alone" : "no";
    }
    List<String> apart = new ArrayList<>();
    for (JsonNode peer : peers) {
      if (!peer.path("agreed").asBoolean()) {
        apart.add(peer.path("name").asText());
      }
    }
    if (status.path("converged").asBoolean()) {
      return "yes, with all of " + peers.size() + " peers";
    }
    if (apart.isEmpty()) {
      return status.path("moves").isMissingNode() ? "no" : "no, shards differ or move";
    }
    return "no, not with " + String.join(", ", apart);
  }

  private static String peers(JsonNode peers) {
    if (peers.isEmpty()) {
      return "";
    }
    Layout layout = new Layout().row("PEER", "SITE", "LINK", "AGREES", "LAST AGREED", "BEHIND");
    for (JsonNode peer : peers) {
      JsonNode ago = peer.path("agreed_ms_ago");
      layout.row(
          peer.path("name").asText(),
          peer.path("site").asText(),
          peer.path("linked").asBoolean() ? "up" : "down",
          peer.path("agreed").asBoolean() ? "yes" : "no",
          ago.isNumber() ? Quantity.duration(ago.asLong()) + " ago" : "never",
          Quantity.count(peer.path("behind").asLong()));
    }
    return "\n" + layout.text();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }
}
