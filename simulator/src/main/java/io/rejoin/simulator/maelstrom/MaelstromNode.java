package io.rejoin.simulator.maelstrom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.CoreConfig;
import io.rejoin.node.core.GridIdentity;
import io.rejoin.node.core.NodeCore;
import io.rejoin.node.core.Replica;
import io.rejoin.node.core.ReplicaLimits;
import io.rejoin.node.core.link.LimitedNotices;
import io.rejoin.node.core.link.Ticks;
import io.rejoin.node.port.Notices;
import io.rejoin.node.store.NoStore;
import io.rejoin.server.json.InvalidJson;
import io.rejoin.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A node of the grid behind Maelstrom's protocol. Lines and time go in, lines come out; it owns no
 * thread, no clock and no stream. One thread at a time calls it.
 *
 * <p>Nothing that a line holds makes a method throw: what cannot be answered by one of Maelstrom's
 * errors is told to the notices.
 */
final class MaelstromNode {
  /** Nodes of one test. */
  static final int MAX_NODES = 1_024;

  private static final String GRID = "maelstrom";
  private static final int SHARDS = 16;
  private static final Duration DRIFT_BOUND = Duration.ofMinutes(5);

  private final Ports ports;
  private final Optional<Workload> named;
  private final Ticks ticks = new Ticks();
  private final Notices notices;
  private @Nullable Started started;

  /** What the node asks of the world; {@code out} takes lines. */
  record Ports(Consumer<String> out, InstantSource time, RandomGenerator random, Notices notices) {}

  /** What there is once the node knows who it is. */
  private record Started(
      String name, Set<String> others, NodeCore core, LineTransport transport, Requests requests) {}

  /** A node that waits for {@code init}; the workload may be left open. */
  MaelstromNode(Ports ports, Optional<Workload> named) {
    this.ports = ports;
    this.named = named;
    notices = new LimitedNotices(ports.notices(), ticks);
  }

  /** A line came. */
  void receive(String line) {
    Message message;
    try {
      message = Message.parse(line);
    } catch (InvalidJson invalid) {
      notices.warn("not a message: " + invalid.getMessage());
      return;
    }
    Started node = started;
    if (node != null && !message.dest().equals(node.name)) {
      notices.warn("a message to " + Text.brief(message.dest()) + " came here");
    } else if (message.type().equals(Parcel.TYPE)) {
      fromNode(node, message);
    } else if (message.isAnswer()) {
      notices.warn("an answer to nothing came from " + Text.brief(message.src()));
    } else {
      fromClient(node, message);
    }
  }

  /** Time passes: call it every 10 to 100 milliseconds, with a monotonic clock. */
  void tick(long nanos) {
    ticks.advance(nanos);
    Started node = started;
    if (node != null) {
      safely(() -> {
        node.transport.tick(node.core);
        node.core.tick(nanos);
      });
    }
  }

  /** Says good-bye to the others. */
  void close() {
    Started node = started;
    if (node != null) {
      safely(node.core::close);
    }
  }

  // ---- from nodes

  private void fromNode(@Nullable Started node, Message message) {
    if (node == null) {
      return; // they dial again
    }
    if (!node.others.contains(message.src())) {
      notices.warn(Text.brief(message.src()) + " is no node and speaks like one");
      return;
    }
    Parcel parcel;
    try {
      parcel = Parcel.read(message.body());
    } catch (InvalidJson invalid) {
      notices.warn("from " + message.src() + ": " + invalid.getMessage());
      return;
    }
    safely(() -> node.transport.arrived(message.src(), parcel, node.core));
  }

  /** A step that fails is told; the node goes on. */
  private void safely(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException failure) {
      notices.warn("a step of the node failed; it goes on: " + failure);
    }
  }

  // ---- from clients

  private void fromClient(@Nullable Started node, Message request) {
    Optional<Message> answer = request.answer(answer(node, request));
    if (answer.isEmpty()) {
      notices.warn("a request without msg_id came from " + Text.brief(request.src()));
      return;
    }
    ports.out().accept(answer.get().line());
    if (node != null) {
      safely(node.core::flush);
    }
  }

  private ObjectNode answer(@Nullable Started node, Message request) {
    try {
      if (request.id().isEmpty()) {
        throw RefusedRequest.malformed("a request has a msg_id");
      }
      if (request.type().equals("init")) {
        return init(node, request.body());
      }
      if (node == null) {
        throw new RefusedRequest(ErrorCode.TEMPORARILY_UNAVAILABLE, "not initialized");
      }
      return node.requests.answer(request);
    } catch (RefusedRequest refusal) {
      return error(refusal.code(), String.valueOf(refusal.getMessage()));
    } catch (RuntimeException failure) {
      notices.warn("a request failed: " + failure);
      return error(ErrorCode.CRASH, failure.toString());
    }
  }

  private static ObjectNode error(ErrorCode code, String text) {
    return Json.object()
        .put(Message.TYPE, "error")
        .put("code", code.number())
        .put("text", Text.brief(text));
  }

  private ObjectNode init(@Nullable Started before, ObjectNode body) throws RefusedRequest {
    String name = Text.name(body.path("node_id"), "node_id");
    Set<String> others = others(name, body.path("node_ids"));
    if (before == null) {
      started = start(name, others);
    } else if (!before.name.equals(name) || !before.others.equals(others)) {
      throw new RefusedRequest(ErrorCode.ABORT, "this is " + before.name + " already");
    }
    return Json.object().put(Message.TYPE, "init_ok");
  }

  private static Set<String> others(String name, JsonNode ids) throws RefusedRequest {
    if (!ids.isArray() || ids.size() > MAX_NODES) {
      throw RefusedRequest.malformed("node_ids is an array of at most " + MAX_NODES + " names");
    }
    Set<String> others = new LinkedHashSet<>();
    for (JsonNode id : ids) {
      others.add(Text.name(id, "a node of node_ids"));
    }
    if (!others.remove(name)) {
      throw RefusedRequest.malformed("node_ids names this node too");
    }
    return others;
  }

  private Started start(String name, Set<String> others) {
    UUID hash = UUID.nameUUIDFromBytes((GRID + "/" + name).getBytes(StandardCharsets.UTF_8));
    NodeId id = new NodeId(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
    ReplicaId run = ReplicaId.random(ports.random());
    GridIdentity grid = new GridIdentity(GRID, Bytes.EMPTY, SHARDS);
    HybridClock time = new HybridClock(ports.time(), DRIFT_BOUND);
    Replica replica = new Replica(
        grid,
        run,
        ReplicaLimits.STANDARD,
        new Replica.Ports(time, new NoStore(), Runnable::run, notices));
    LineTransport transport = new LineTransport(
        run.toString(),
        ticks,
        (to, parcel) -> ports.out().accept(new Message(name, to, parcel.body()).line()));
    Member self = Member.starting(id, name, GRID, Optional.of(name), run);
    NodeCore core = new NodeCore(
        CoreConfig.lan(grid, self, List.copyOf(others)),
        replica,
        new NodeCore.Ports(transport, time, ports.random(), notices));
    Requests requests = new Requests(new Values(replica, core.operations()), named);
    return new Started(name, others, core, transport, requests);
  }
}
