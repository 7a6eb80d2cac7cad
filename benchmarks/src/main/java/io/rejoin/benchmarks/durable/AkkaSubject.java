package io.rejoin.benchmarks.durable;

import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.cluster.Cluster;
import akka.cluster.ddata.DistributedData;
import akka.cluster.ddata.Key;
import akka.cluster.ddata.ORSet;
import akka.cluster.ddata.ORSetKey;
import akka.cluster.ddata.PNCounter;
import akka.cluster.ddata.PNCounterKey;
import akka.cluster.ddata.Replicator;
import akka.cluster.ddata.SelfUniqueAddress;
import akka.pattern.Patterns;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** A cluster of one node; an operation is done when the replicator says so to whoever asked. */
final class AkkaSubject implements Subject {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String CONFIG = """
      akka {
        loglevel = WARNING
        actor.provider = cluster
        remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
        cluster.jmx.enabled = off
        coordinated-shutdown.exit-jvm = off
        cluster.distributed-data.durable { keys = ["*"], lmdb.map-size = 1 GiB }
      }
      """;

  private final ActorSystem system;
  private final ActorRef replicator;
  private final SelfUniqueAddress self;
  private final List<Key<PNCounter>> counters;
  private final List<Key<ORSet<String>>> sets;

  AkkaSubject(Path folder, String setting) {
    String own = "akka.cluster.distributed-data { " + setting + ", durable.lmdb.dir = \""
        + folder.resolve("lmdb") + "\" }\n";
    system = ActorSystem.create(
        "durable-speed",
        ConfigFactory.parseString(own)
            .withFallback(ConfigFactory.parseString(CONFIG))
            .withFallback(ConfigFactory.load()));
    Cluster cluster = Cluster.get(system);
    cluster.join(cluster.selfAddress());
    replicator = DistributedData.get(system).replicator();
    self = DistributedData.get(system).selfUniqueAddress();
    counters = IntStream.range(0, COUNTERS)
        .<Key<PNCounter>>mapToObj(i -> PNCounterKey.create("counter-" + i))
        .toList();
    sets = IntStream.range(0, SETS)
        .<Key<ORSet<String>>>mapToObj(i -> ORSetKey.create("set-" + i))
        .toList();
  }

  @Override
  public CompletionStage<?> increment(int counter) {
    return ask(new Replicator.Update<>(
        counters.get(counter),
        PNCounter.create(),
        Replicator.writeLocal(),
        value -> value.increment(self, 1)));
  }

  @Override
  public CompletionStage<?> add(int set, int element) {
    return ask(new Replicator.Update<>(
        sets.get(set),
        ORSet.create(),
        Replicator.writeLocal(),
        value -> value.add(self, "element-" + element)));
  }

  private CompletionStage<?> ask(Replicator.Update<?> update) {
    return Patterns.ask(replicator, update, PATIENCE).thenApply(answer -> {
      if (!(answer instanceof Replicator.UpdateSuccess)) {
        throw new AssertionError(answer);
      }
      return answer;
    });
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
