package io.rejoin.benchmarks.types;

import akka.cluster.ddata.LWWMap;
import akka.cluster.ddata.LWWRegister;
import akka.cluster.ddata.ORMap;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Mutation;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.SipHash;
import io.rejoin.crdt.digest.Digest;
import io.rejoin.crdt.digest.Digester;
import io.rejoin.crdt.type.map.LwwMap;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import io.rejoin.crdt.type.register.LwwRegister;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One field of a map of 1,000 written, with what a replica does of it: ours makes the delta, joins
 * it and keeps up the digest; Akka's replicator takes the delta off and merges what it got into
 * what it had. Neither's way from the caller to the replica is in it.
 */
public class MapBenchmark extends SideBySide {
  private static final int SIZE = 1_000;
  private static final String FIELD = "field-500";

  private final Digester digester = new Digester(SipHash.derive(Bytes.utf8("a key"), "digest"));
  private State lwwMap = State.EMPTY;
  private State orMap = State.EMPTY;
  private LWWMap<String, String> akkaLwwMap = LWWMap.create();
  private ORMap<String, LWWRegister<String>> akkaOrMap = ORMap.create();

  @Setup
  public void fill() {
    for (int i = 0; i < SIZE; i++) {
      String field = "field-" + i;
      String value = "value-" + i;
      lwwMap = team.writer(i).after(LwwMap.TYPE, lwwMap, put(field, value));
      orMap = team.writer(i).after(ObservedRemoveMap.TYPE, orMap, update(field, value));
      akkaLwwMap = akkaLwwMap.put(team.node(i), field, value).resetDelta();
      akkaOrMap = akkaOrMap
          .put(team.node(i), field, LWWRegister.create(team.node(i), value))
          .resetDelta();
    }
    akkaLwwMap = LWWMap.<String, String>create().merge(akkaLwwMap);
    akkaOrMap = ORMap.<String, LWWRegister<String>>create().merge(akkaOrMap);
  }

  private static LwwMap.Put put(String field, String value) {
    return new LwwMap.Put(Bytes.utf8(field), Bytes.utf8(value));
  }

  private static ObservedRemoveMap.Change update(String field, String value) {
    LwwRegister.Set set = new LwwRegister.Set(Bytes.utf8(value));
    return new ObservedRemoveMap.Update<>(Bytes.utf8(field), LwwRegister.TYPE, set);
  }

  private <O extends Operation> Digest write(
      CrdtType<O> type, State before, O operation, Blackhole sink) {
    Mutation.Outcome outcome = others.writer(0).does(type, before, operation);
    sink.consume(outcome);
    return digester.update(Digest.ZERO, outcome.joined());
  }

  @Benchmark
  public Digest lwwMapWriteRejoin(Blackhole sink) {
    return write(LwwMap.TYPE, lwwMap, put(FIELD, "news"), sink);
  }

  @Benchmark
  public LWWMap<String, String> lwwMapWriteAkka(Blackhole sink) {
    LWWMap<String, String> written = akkaLwwMap.put(others.node(0), FIELD, "news");
    sink.consume(written.delta());
    return akkaLwwMap.merge(written.resetDelta());
  }

  @Benchmark
  public Digest orMapWriteRejoin(Blackhole sink) {
    return write(ObservedRemoveMap.TYPE, orMap, update(FIELD, "news"), sink);
  }

  @Benchmark
  public ORMap<String, LWWRegister<String>> orMapWriteAkka(Blackhole sink) {
    ORMap<String, LWWRegister<String>> written = akkaOrMap.update(
        others.node(0),
        FIELD,
        LWWRegister.create(others.node(0), ""),
        register -> register.withValue(others.node(0), "news"));
    sink.consume(written.delta());
    return akkaOrMap.merge(written.resetDelta());
  }
}
