package io.rejoin.examples.demo;

import io.rejoin.examples.demo.LostSiteSummary.Reads;
import io.rejoin.examples.demo.grid.GridNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads carts, each at one node, in turn, whether the node keeps it or not. */
final class Reading {
  private static final int THREADS = 4;

  private Reading() {}

  static Reads all(List<String> carts, List<GridNode> nodes) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Boolean>> pending = new ArrayList<>();
      for (int i = 0; i < carts.size(); i++) {
        String cart = carts.get(i);
        GridNode node = nodes.get(i % nodes.size());
        pending.add(threads.submit(() -> isServed(cart, node)));
      }
      int served = 0;
      for (Future<Boolean> one : pending) {
        served += one.get() ? 1 : 0;
      }
      return new Reads(served, carts.size() - served);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean isServed(String cart, GridNode node) {
    try {
      node.client().cartText(cart);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }
}
