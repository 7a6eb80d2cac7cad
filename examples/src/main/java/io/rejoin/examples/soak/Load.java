package io.rejoin.examples.soak;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rejoin.examples.demo.grid.GridNode;
import io.rejoin.examples.demo.grid.NodeClient;
import io.rejoin.examples.demo.grid.ShopGrid;
import io.rejoin.examples.soak.Answers.Write;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Writers that go on whatever happens to the nodes, each to a node at random. */
final class Load implements AutoCloseable {
  static final String COUNTER = "pn-counter";
  static final String SET = "aw-set";

  /** Buckets whose operations answer when they are on the disk, and when they are in memory. */
  static final String SYNC = "orders";

  static final String ASYNC = "clicks";

  private static final int WRITERS = 4;
  private static final int KEYS = 8;
  private static final int PAUSE_MS = 5;

  private final ShopGrid grid;
  private final Answers answers;
  private final List<Thread> writers = new ArrayList<>();
  private volatile boolean ending;

  Load(ShopGrid grid, Answers answers, SplittableRandom random) {
    this.grid = grid;
    this.answers = answers;
    for (int i = 0; i < WRITERS; i++) {
      int writer = i;
      SplittableRandom own = random.split();
      Thread thread = new Thread(() -> write(writer, own), "writer-" + i);
      thread.setDaemon(true);
      writers.add(thread);
    }
  }

  void begin() {
    writers.forEach(Thread::start);
  }

  private void write(int writer, SplittableRandom random) {
    for (long n = 0; !ending; n++) {
      List<GridNode> nodes = grid.nodes();
      GridNode node = nodes.get(random.nextInt(nodes.size()));
      String key = (random.nextBoolean() ? SYNC : ASYNC) + "/" + random.nextInt(KEYS);
      Write write = random.nextBoolean()
          ? new Write(COUNTER, key, "")
          : new Write(SET, key, "w" + writer + "-" + n);
      if (!node.up() || !done(node.client(), write)) {
        pause();
      }
    }
  }

  private boolean done(NodeClient client, Write write) {
    try {
      List<String> dots = client.apply(write.type(), write.key(), json(write));
      answers.acknowledged(write, dots.get(0));
      return true;
    } catch (ConnectException nobodyListens) {
      return false;
    } catch (IOException brokenOff) {
      answers.unanswered(write);
      return false;
    }
  }

  private static ObjectNode json(Write write) {
    ObjectNode operation = JsonNodeFactory.instance.objectNode().put("op", "add");
    return write.isCount() ? operation.put("amount", 1) : operation.put("element", write.element());
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when no writer waits for an answer any more. */
  @Override
  public void close() {
    ending = true;
    try {
      for (Thread writer : writers) {
        writer.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
