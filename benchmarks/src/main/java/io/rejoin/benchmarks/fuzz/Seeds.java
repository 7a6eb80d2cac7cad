package io.rejoin.benchmarks.fuzz;

import io.rejoin.antientropy.Message;
import io.rejoin.antientropy.Session;
import io.rejoin.antientropy.delta.Batch;
import io.rejoin.antientropy.fetch.Question;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.SwimMessage;
import io.rejoin.node.core.GridIdentity;
import io.rejoin.node.core.Replica;
import io.rejoin.node.core.ReplicaLimits;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.FrameCodec;
import io.rejoin.node.port.Notices;
import io.rejoin.node.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Writes what a fuzzer starts from: the golden states and operations of all types, messages of a
 * session, frames. Arguments: the file of golden lines, the folder.
 */
public final class Seeds {
  private static final ReplicaId RUN = new ReplicaId(0xa1);
  private static final NodeId NODE = new NodeId(1, 2);

  private final Path folder;
  private int count;

  private Seeds(Path folder) {
    this.folder = folder;
  }

  public static void main(String... args) throws IOException, MalformedBytes {
    Seeds seeds = new Seeds(Path.of(args[1]));
    seeds.golden(Files.readAllLines(Path.of(args[0])));
    seeds.messages();
    seeds.frames();
  }

  private void write(String target, Bytes bytes) throws IOException {
    Path file = folder.resolve(target).resolve("seed-" + count++);
    Files.createDirectories(folder.resolve(target));
    Files.write(file, bytes.toArray());
  }

  private void golden(List<String> lines) throws IOException, MalformedBytes {
    int type = 1;
    for (String line : lines) {
      String[] words = line.strip().split(" ", -1);
      if (words[0].equals("op")) {
        write("operation", new ByteWriter().u8(type).raw(hex(words[1])).toBytes());
      } else if (words[0].equals("state")) {
        write("state", hex(words[1]));
        deltas(new EntryKey(type, Bytes.utf8("k")), hex(words[1]));
      } else if (!words[0].equals("digest")) {
        type = Integer.parseInt(words[0]);
      }
    }
  }

  private static Bytes hex(String digits) {
    return Bytes.wrap(HexFormat.of().parseHex(digits));
  }

  private void deltas(EntryKey key, Bytes encoding) throws IOException, MalformedBytes {
    State delta = State.read(new ByteReader(encoding));
    Batch.Change change = new Batch.Change(key, delta, Optional.empty());
    frame(new Frame.Deltas(Timestamp.ofMillis(5), new Batch(RUN, 0, 1, List.of(change))));
  }

  /** Without its checksum. */
  private void frame(Frame frame) throws IOException {
    Bytes bytes = FrameCodec.encode(frame);
    write("frame", bytes.slice(0, bytes.length() - Integer.BYTES));
  }

  private void frames() throws IOException {
    Member member = Member.starting(NODE, "ada", "north", Optional.of("here:1"), RUN);
    SwimMessage.Rumour rumour = new SwimMessage.Rumour(member, NODE);
    frame(new Frame.Swim(new SwimMessage.Ping(1, List.of(rumour))));
    frame(new Frame.Swim(new SwimMessage.Sync(List.of(rumour, rumour), true)));
    frame(new Frame.WantRights(1, new EntryKey(9, Bytes.utf8("k")), RUN, RUN, 5));
    Replica some = replica(3);
    EntryKey set = new EntryKey(AddWinsSet.TYPE.id(), Bytes.utf8("k"));
    Question unknowing = Question.of(set, some.state(set));
    some.mutate(set, AddWinsSet.TYPE, new AddWinsSet.Add(Bytes.utf8("e")));
    frame(new Frame.Ask(1, Question.of(set, some.state(set))));
    frame(new Frame.Answered(1, Optional.of(unknowing.answer(some))));
    frame(new Frame.Hello(
        FrameCodec.PROTOCOL,
        "grid",
        1,
        64,
        NODE,
        RUN,
        "ada",
        "north",
        Optional.of("here:1"),
        1,
        Bytes.utf8("more")));
  }

  private static Replica replica(long run) {
    HybridClock time = new HybridClock(() -> Instant.EPOCH, Duration.ofMinutes(5));
    return new Replica(
        GridIdentity.named("grid"),
        new ReplicaId(run),
        ReplicaLimits.STANDARD,
        new Replica.Ports(time, new MemoryStore(), Runnable::run, Notices.none()));
  }

  private void messages() throws IOException {
    Replica one = replica(1);
    Replica two = replica(2);
    for (int i = 0; i < 60; i++) {
      EntryKey key = new EntryKey(AddWinsSet.TYPE.id(), Bytes.utf8("set" + i % 40));
      (i % 3 == 0 ? one : two).mutate(key, AddWinsSet.TYPE, new AddWinsSet.Add(Bytes.utf8("e")));
    }
    Session first = new Session(one, Session.Limits.STANDARD);
    Session second = new Session(two, Session.Limits.STANDARD);
    Deque<Message> said = new ArrayDeque<>(first.initiate());
    boolean byFirst = true;
    while (!said.isEmpty()) {
      Deque<Message> answer = new ArrayDeque<>();
      for (Message message : said) {
        ByteWriter out = new ByteWriter();
        message.write(out);
        write("message", out.toBytes());
        frame(new Frame.Repair(7, byFirst, message));
        answer.addAll((byFirst ? second : first).reconcile(message));
      }
      said = answer;
      byFirst = !byFirst;
    }
  }
}
