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

/** Reads every cart at every node and compares it with the ledger. */
final class Inspection {
  private static final int THREADS = 8;

  private final List<GridNode> nodes;
  private final Ledger ledger;

  Inspection(List<GridNode> nodes, Ledger ledger) {
    this.nodes = nodes;
    this.ledger = ledger;
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
    for (GridNode node : nodes) {
      String text = node.client().cartText(cart);
      if (compared == null || !text.equals(compared)) {
        compared = text;
        findings = findings.and(ledger.compare(cart, NodeClient.cart(text)));
      }
    }
    return findings;
  }
}
