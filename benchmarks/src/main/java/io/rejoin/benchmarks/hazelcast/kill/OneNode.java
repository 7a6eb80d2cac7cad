package io.rejoin.benchmarks.hazelcast.kill;

import io.rejoin.benchmarks.hazelcast.cluster.Data;
import io.rejoin.benchmarks.hazelcast.cluster.Engine;
import io.rejoin.benchmarks.hazelcast.cluster.Tally;
import io.rejoin.benchmarks.table.Watch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node in a process of its own, which does what its input says until that ends. */
final class OneNode {
  private static final Logger LOG = LoggerFactory.getLogger(OneNode.class);

  static final String MARK = "node ";
  static final String ADDRESS = "address";
  static final String PEERS = "peers";
  static final String WARM = "warm";
  static final String BURST = "burst";
  static final String STEADY = "steady";
  static final String VALUE = "value";

  static final int STEADY_RATE = 1_000;

  private static final double WARM_SECONDS = 2;

  /** Longer than anybody waits before killing it. */
  private static final double BURST_SECONDS = 20;

  private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(1) / STEADY_RATE;

  private final Data data;
  private final Acknowledged acknowledged;

  private OneNode(Data data, Acknowledged acknowledged) {
    this.data = data;
    this.acknowledged = acknowledged;
  }

  /** Arguments: the engine, where it stores, where it counts, and the address of another node. */
  public static void main(String[] arguments) {
    try {
      Optional<String> seed = arguments.length > 3 ? Optional.of(arguments[3]) : Optional.empty();
      Data data = Engine.valueOf(arguments[0]).open(seed, Path.of(arguments[1]));
      new OneNode(data, new Acknowledged(Path.of(arguments[2]))).serve();
    } catch (IOException | RuntimeException failure) {
      LOG.error("{} failed", String.join(" ", arguments), failure);
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }

  private void serve() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", 2);
      System.out.println(MARK + answer(words[0], words.length > 1 ? words[1] : ""));
    }
  }

  private String answer(String what, String counter) {
    return switch (what) {
      case ADDRESS -> data.address();
      case PEERS -> Integer.toString(data.peers());
      case VALUE -> Long.toString(data.counter(counter).value());
      case WARM -> Long.toString(increment(counter, WARM_SECONDS, 0));
      case BURST -> Long.toString(increment(counter, BURST_SECONDS, 0));
      case STEADY -> Long.toString(increment(counter, BURST_SECONDS, STEADY_NANOS));
      default -> throw new IllegalArgumentException(what);
    };
  }

  /** An increment is due so many nanoseconds after the one before was due. */
  private long increment(String name, double seconds, long pause) {
    Tally counter = data.counter(name);
    long count = 0;
    long begin = System.nanoTime();
    while (Watch.secondsSince(begin) < seconds) {
      long wait = begin + count * pause - System.nanoTime();
      if (pause > 0 && wait > 0) {
        LockSupport.parkNanos(wait);
      } else {
        counter.increment();
        acknowledged.set(++count);
      }
    }
    return count;
  }
}
