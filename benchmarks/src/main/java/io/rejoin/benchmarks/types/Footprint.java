package io.rejoin.benchmarks.types;

import akka.cluster.ddata.LWWMap;
import akka.cluster.ddata.ORSet;
import akka.cluster.ddata.PNCounter;
import akka.cluster.ddata.PNCounterMap;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.cart.ShoppingCart;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.map.LwwMap;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * What small states take, encoded and in memory. Memory is that of many copies, each decoded from
 * bytes as a replica gets it, so nothing is shared but what the engine itself shares; ours are at
 * rest.
 */
final class Footprint {
  private static final int COPIES = 50_000;
  private static final int ELEMENTS = 10;
  private static final int REPLICAS = 3;

  private final Team team = new Team(1, REPLICAS);
  private final PrintStream out;
  private final AkkaSerializer akka;

  private Footprint(PrintStream out, AkkaSerializer akka) {
    this.out = out;
    this.akka = akka;
  }

  static void print(PrintStream out) throws Exception {
    out.println();
    out.println("| what | Rejoin, bytes | Akka, bytes | Rejoin, heap | Akka, heap | heap ratio |");
    out.println("|---|---:|---:|---:|---:|---:|");
    try (AkkaSerializer akka = new AkkaSerializer()) {
      Footprint footprint = new Footprint(out, akka);
      footprint.set();
      footprint.counter();
      footprint.map();
      footprint.cart();
    }
  }

  private void set() throws Exception {
    row(
        "set of 10",
        Sets.ours(State.EMPTY, team, "element-", ELEMENTS),
        Sets.theirs(ORSet.create(), team, "element-", ELEMENTS));
  }

  private void counter() throws Exception {
    State ours = State.EMPTY;
    PNCounter theirs = PNCounter.create();
    for (int i = 0; i < REPLICAS; i++) {
      ours = team.writer(i).after(PnCounter.TYPE, ours, new PnCounter.Add(1_000));
      theirs = theirs.increment(team.node(i), 1_000);
    }
    row("counter of 3", ours, theirs);
  }

  private void map() throws Exception {
    State ours = State.EMPTY;
    LWWMap<String, String> theirs = LWWMap.create();
    for (int i = 0; i < ELEMENTS; i++) {
      LwwMap.Put put = new LwwMap.Put(Bytes.utf8("field-" + i), Bytes.utf8("value-" + i));
      ours = team.writer(i).after(LwwMap.TYPE, ours, put);
      theirs = theirs.put(team.node(i), "field-" + i, "value-" + i);
    }
    row("map of 10, last writer wins", ours, theirs);
  }

  private void cart() throws Exception {
    State ours = State.EMPTY;
    PNCounterMap<String> theirs = PNCounterMap.create();
    for (int i = 0; i < ELEMENTS; i++) {
      ShoppingCart.Add add = new ShoppingCart.Add(Bytes.utf8("sku-" + i), 2);
      ours = team.writer(i).after(ShoppingCart.TYPE, ours, add);
      theirs = theirs.increment(team.node(i), "sku-" + i, 2);
    }
    row("cart of 10 lines; a map of counters", ours, theirs);
  }

  private void row(String what, State ours, Object theirs) throws Exception {
    byte[] encoded = akka.encode(theirs);
    String manifest = akka.manifest(theirs);
    long oursHeap = heap(() -> Sets.received(ours).compact());
    long theirsHeap = heap(() -> akka.decode(encoded, theirs.getClass(), manifest));
    out.printf(
        Locale.ROOT,
        "| %s | %d | %d | %d | %d | %.1f |%n",
        what,
        ours.toBytes().length(),
        encoded.length,
        oursHeap,
        theirsHeap,
        (double) theirsHeap / oursHeap);
  }

  /** Bytes of one copy; the first measurement only fills what the engines keep for themselves. */
  private static long heap(Callable<Object> maker) throws Exception {
    taken(maker);
    return taken(maker) / COPIES;
  }

  private static long taken(Callable<Object> maker) throws Exception {
    Object[] copies = new Object[COPIES];
    long before = used();
    for (int i = 0; i < COPIES; i++) {
      copies[i] = maker.call();
    }
    long taken = used() - before;
    if (copies[COPIES - 1] == null) {
      throw new IllegalStateException("nothing was kept");
    }
    return taken;
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
