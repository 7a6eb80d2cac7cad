package io.rejoin.simulator.maelstrom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.node.port.Notices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * The other side of the protocol, as Maelstrom plays it: starts nodes, carries their lines, plays
 * clients. In virtual time, everything drawn from one seed.
 */
final class Workbench {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final long TICK = Duration.ofMillis(10).toNanos();
  private static final long PATIENCE = Duration.ofSeconds(5).toNanos();

  final SplittableRandom random;
  private final Weather weather;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::order));
  private final Map<String, MaelstromNode> nodes = new LinkedHashMap<>();
  private final Map<Integer, Consumer<Optional<JsonNode>>> waiting = new LinkedHashMap<>();
  private BiPredicate<String, String> cut = (from, to) -> false;
  private boolean calm;
  private long now;
  private long order;
  private int lastId;

  /** What the network does to messages: shares of them, and the longest delay. */
  record Weather(double loss, double duplication, Duration latency) {
    static final Weather FINE = new Weather(0, 0, Duration.ofMillis(20));
    static final Weather ROUGH = new Weather(0.03, 0.03, Duration.ofMillis(200));
  }

  private record Event(long time, long order, Runnable what) {}

  Workbench(long seed, int count, Weather weather, Optional<Workload> workload) {
    random = new SplittableRandom(seed);
    this.weather = weather;
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("n" + i);
    }
    calm = true;
    for (String name : names) {
      MaelstromNode node = node(workload);
      nodes.put(name, node);
      ObjectNode init = JSON.createObjectNode().put("type", "init").put("node_id", name);
      init.set("node_ids", JSON.valueToTree(names));
      ask(name, init, answer -> assertEquals("init_ok", type(answer)));
      long origin = random.nextLong();
      at(random.nextLong(TICK), () -> tick(node, origin));
    }
    run(Duration.ofSeconds(1));
    calm = false;
  }

  private MaelstromNode node(Optional<Workload> workload) {
    SplittableRandom own = random.split();
    return new MaelstromNode(
        new MaelstromNode.Ports(
            this::sent, () -> Instant.ofEpochSecond(0, now), own, Notices.none()),
        workload);
  }

  static String type(Optional<JsonNode> answer) {
    return answer.map(body -> body.path("type").asText()).orElse("timeout");
  }

  List<String> names() {
    return List.copyOf(nodes.keySet());
  }

  /** What nodes say to each other gets lost where this holds of sender and receiver. */
  void cut(BiPredicate<String, String> between) {
    cut = between;
  }

  /** No cut and no loss any more. */
  void heal() {
    cut = (from, to) -> false;
    calm = true;
  }

  /** A client asks; it hears the body of the answer, or nothing within five seconds. */
  void ask(String node, ObjectNode body, Consumer<Optional<JsonNode>> then) {
    int id = ++lastId;
    waiting.put(id, then);
    ObjectNode message =
        JSON.createObjectNode().put("src", "c1").put("dest", node).put("id", id);
    message.set("body", body.deepCopy().put("msg_id", id));
    send(message.toString());
    at(now + PATIENCE, () -> answered(id, Optional.empty()));
  }

  private void answered(int id, Optional<JsonNode> body) {
    Consumer<Optional<JsonNode>> then = waiting.remove(id);
    if (then != null) {
      then.accept(body);
    }
  }

  void after(Duration time, Runnable what) {
    at(now + time.toNanos(), what);
  }

  private void at(long time, Runnable what) {
    events.add(new Event(time, order++, what));
  }

  void run(Duration time) {
    long until = now + time.toNanos();
    while (!events.isEmpty() && events.peek().time() <= until) {
      Event next = events.remove();
      now = next.time();
      next.what().run();
    }
    now = until;
  }

  private void tick(MaelstromNode node, long origin) {
    node.tick(origin + now);
    at(now + TICK, () -> tick(node, origin));
  }

  /** What nodes say to each other may come twice; what clients ask and hear comes once. */
  private void sent(String line) {
    boolean toNode = nodes.containsKey(parse(line).path("dest").asText());
    send(line);
    if (toNode && !calm && random.nextDouble() < weather.duplication) {
      carry(line);
    }
  }

  private void send(String line) {
    assertTrue(line.indexOf('\n') < 0, line);
    if (calm || random.nextDouble() >= weather.loss) {
      carry(line);
    }
  }

  private void carry(String line) {
    at(now + random.nextLong(weather.latency.toNanos() + 1), () -> arrive(line));
  }

  private void arrive(String line) {
    JsonNode message = parse(line);
    String from = message.path("src").textValue();
    String to = message.path("dest").textValue();
    MaelstromNode node = nodes.get(to);
    if (node == null) {
      assertEquals("c1", to, line);
      JsonNode body = message.path("body");
      answered(body.path("in_reply_to").intValue(), Optional.of(body));
    } else if (from.startsWith("c") || !cut.test(from, to)) {
      node.receive(line);
    }
  }

  static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + line, e);
    }
  }
}
