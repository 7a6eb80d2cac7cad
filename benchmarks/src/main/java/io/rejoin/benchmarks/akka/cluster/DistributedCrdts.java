package io.rejoin.benchmarks.akka.cluster;

import akka.actor.AbstractActor;
import akka.actor.ActorRef;
import akka.actor.ExtendedActorSystem;
import akka.actor.Props;
import akka.actor.typed.ActorSystem;
import akka.cluster.ddata.DistributedData;
import akka.cluster.ddata.Key;
import akka.cluster.ddata.LWWMap;
import akka.cluster.ddata.LWWMapKey;
import akka.cluster.ddata.LWWRegister;
import akka.cluster.ddata.LWWRegisterKey;
import akka.cluster.ddata.ORSet;
import akka.cluster.ddata.ORSetKey;
import akka.cluster.ddata.PNCounter;
import akka.cluster.ddata.PNCounterKey;
import akka.cluster.ddata.ReplicatedData;
import akka.cluster.ddata.Replicator;
import akka.cluster.ddata.SelfUniqueAddress;
import akka.pattern.Patterns;
import akka.serialization.SerializationExtension;
import akka.serialization.SerializerWithStringManifest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * The replicator of an ActorSystem. So many updates at most wait for its answer at one time; one
 * actor takes all answers, which costs less than a future for each.
 */
final class DistributedCrdts implements Data {
  private static final int UNDER_WAY = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final akka.actor.ActorSystem system;
  private final ActorRef replicator;
  private final SelfUniqueAddress self;
  private final ActorRef answers;
  private final Semaphore free = new Semaphore(UNDER_WAY);
  private final Map<String, Runnable> listeners = new ConcurrentHashMap<>();

  DistributedCrdts(ActorSystem<Void> typed) {
    system = typed.classicSystem();
    replicator = DistributedData.get(system).replicator();
    self = DistributedData.get(system).selfUniqueAddress();
    answers = ((ExtendedActorSystem) system)
        .systemActorOf(Props.create(Answers.class, () -> new Answers(free, listeners)), "answers");
  }

  /** Hears what the replicator says. */
  private static final class Answers extends AbstractActor {
    private final Semaphore free;
    private final Map<String, Runnable> listeners;

    Answers(Semaphore free, Map<String, Runnable> listeners) {
      this.free = free;
      this.listeners = listeners;
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder()
          .match(Replicator.UpdateSuccess.class, success -> free.release())
          .match(Replicator.Changed.class, changed -> {
            Runnable listener = listeners.get(changed.key().id());
            if (listener != null) {
              listener.run();
            }
          })
          .build();
    }
  }

  private <D extends ReplicatedData> void update(Key<D> key, D empty, UnaryOperator<D> change)
      throws InterruptedException {
    free.acquire();
    replicator.tell(new Replicator.Update<>(key, empty, Replicator.writeLocal(), change), answers);
  }

  @Override
  public void increment(String counter) throws InterruptedException {
    update(PNCounterKey.create(counter), PNCounter.create(), value -> value.increment(self, 1));
  }

  @Override
  public void add(String set, String element) throws InterruptedException {
    update(ORSetKey.<String>create(set), ORSet.create(), value -> value.add(self, element));
  }

  @Override
  public void put(String map, String field, String text) throws InterruptedException {
    update(
        LWWMapKey.<String, String>create(map),
        LWWMap.create(),
        value -> value.put(self, field, text));
  }

  @Override
  public void set(String register, String text) throws InterruptedException {
    update(
        LWWRegisterKey.<String>create(register),
        LWWRegister.create(self, ""),
        value -> value.withValue(self, text));
  }

  /** An answer that is missing fails the measurement. */
  @Override
  public void settle() throws InterruptedException {
    if (!free.tryAcquire(UNDER_WAY, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          UNDER_WAY - free.availablePermits() + " updates were not answered");
    }
    free.release(UNDER_WAY);
  }

  private Object ask(Object question) {
    return Patterns.ask(replicator, question, PATIENCE).toCompletableFuture().join();
  }

  private <D extends ReplicatedData> D read(Key<D> key, D empty) {
    Object answer = ask(new Replicator.Get<>(key, Replicator.readLocal()));
    return answer instanceof Replicator.GetSuccess<?> success ? success.get(key) : empty;
  }

  @Override
  public long count(String counter) {
    return read(PNCounterKey.create(counter), PNCounter.create()).getValue().longValue();
  }

  @Override
  public String text(String register) {
    return read(LWWRegisterKey.<String>create(register), LWWRegister.create(self, ""))
        .getValue();
  }

  @Override
  public long entries() {
    Replicator.GetKeyIdsResult answer =
        (Replicator.GetKeyIdsResult) ask(Replicator.GetKeyIds$.MODULE$);
    return answer.keyIds().size();
  }

  @Override
  public int peers() {
    return ((Replicator.ReplicaCount) ask(Replicator.GetReplicaCount$.MODULE$)).n() - 1;
  }

  @Override
  public void onChange(String counter, Runnable changed) {
    listeners.put(counter, changed);
    replicator.tell(
        new Replicator.Subscribe<>(PNCounterKey.create(counter), answers), ActorRef.noSender());
  }

  /**
   * Each state is read from bytes, as one that came from a peer. To let the replicators spread so
   * many takes minutes, which this spares.
   */
  @Override
  public void fill(int from, int to, List<Data> nodes) throws Exception {
    PNCounter counter = PNCounter.create();
    for (Data node : nodes) {
      counter = counter.increment(((DistributedCrdts) node).self, 1);
    }
    counter = counter.resetDelta();
    SerializerWithStringManifest serializer = (SerializerWithStringManifest)
        SerializationExtension.get(system).serializerFor(PNCounter.class);
    byte[] bytes = serializer.toBinary(counter);
    String manifest = serializer.manifest(counter);
    for (int i = from; i < to; i++) {
      PNCounter received = (PNCounter) serializer.fromBinary(bytes, manifest);
      update(PNCounterKey.create(Data.key(i)), PNCounter.create(), value -> received);
    }
    settle();
  }
}
