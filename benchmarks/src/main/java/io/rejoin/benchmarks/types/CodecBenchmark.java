package io.rejoin.benchmarks.types;

import akka.cluster.ddata.ORSet;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.io.NotSerializableException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A set encoded and decoded, each engine in its own format; Akka's is compressed. */
public class CodecBenchmark extends SideBySide {
  @Param({"10", "1000"})
  int size;

  private final AkkaSerializer akka = new AkkaSerializer();
  private State set = State.EMPTY;
  private Bytes encoded = set.toBytes();
  private ORSet<String> akkaSet = ORSet.create();
  private byte[] akkaEncoded = {};
  private String manifest = "";

  @Setup
  public void fill() throws NotSerializableException {
    set = Sets.ours(State.EMPTY, team, "element-", size);
    encoded = set.toBytes();
    akkaSet = Sets.theirs(akkaSet, team, "element-", size);
    akkaEncoded = akka.encode(akkaSet);
    manifest = akka.manifest(akkaSet);
  }

  @TearDown
  public void stop() {
    akka.close();
  }

  @Benchmark
  public Bytes encodeRejoin() {
    ByteWriter out = new ByteWriter();
    set.write(out);
    return out.toBytes();
  }

  @Benchmark
  public byte[] encodeAkka() throws NotSerializableException {
    return akka.encode(akkaSet);
  }

  @Benchmark
  public State decodeRejoin() throws MalformedBytes {
    return State.read(new ByteReader(encoded));
  }

  @Benchmark
  public Object decodeAkka() throws NotSerializableException {
    return akka.decode(akkaEncoded, ORSet.class, manifest);
  }
}
