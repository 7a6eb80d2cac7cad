package io.rejoin.examples.demo;

import io.rejoin.examples.demo.grid.GridNode;
import io.rejoin.examples.demo.grid.NodeClient;
import io.rejoin.examples.demo.oracle.Findings;
import io.rejoin.examples.demo.oracle.Ledger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Reads every copy of every cart and compares it with the ledger. */
final class Inspection {
  private static final int THREADS = 8;

  /** A cart as one node shows it. */
  interface Copy {
    String text() throws IOException;
  }

  private final Function<String, List<Copy>> copies;
  private final Ledger ledger;

  /** The copies that a cart has. */
  Inspection(Function<String, List<Copy>> copies, Ledger ledger) {
    this.copies = copies;
    this.ledger = ledger;
  }

  /** Every cart at each of the nodes, and as each shows the map of its site if there is one. */
  static Inspection at(List<GridNode> nodes, Ledger ledger) {
    return new Inspection(cart -> copies(cart, nodes), ledger);
  }

  private static List<Copy> copies(String cart, List<GridNode> nodes) {
    List<Copy> copies = new ArrayList<>();
    nodes.forEach(node -> copies.add(() -> node.client().cartText(cart)));
    for (GridNode node : nodes) {
      if (node.spec().plan().engine().hasMaps()) {
        copies.add(() -> node.client().cartInMap(cart));
      }
    }
    return copies;
  }

  Findings run() throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Findings>> pending = new ArrayList<>();
      for (String cart : ledger.carts()) {
        pending.add(threads.submit(() -> inspect(cart)));
      }
      Findings all = Findings.NONE;
      for (Future<Findings> one : pending) {
        all = all.and(one.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw new IOException("a cart could not be read: " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
    }
  }

  private Findings inspect(String cart) throws IOException {
    Findings findings = Findings.NONE;
    String compared = null;
    for (Copy copy : copies.apply(cart)) {
      String text = copy.text();
      if (compared == null || !text.equals(compared)) {
        compared = text;
        findings = findings.and(ledger.compare(cart, NodeClient.cart(text)));
      }
    }
    return findings;
  }
}
