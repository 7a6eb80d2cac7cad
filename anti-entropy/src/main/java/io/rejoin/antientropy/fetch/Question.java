package io.rejoin.antientropy.fetch;

import io.rejoin.antientropy.Entries;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node asks another one of an entry: all that it lacks. Who knows nothing of the entry gets
 * the whole.
 *
 * @param known the asker's context of the entry
 * @param live which of these dots are live there; absent if they are too many to send, then it is
 *     not told which of them were removed
 * @param wanted up to which number of each run the answer must have all operations; else the asker
 *     has seen more already
 */
public record Question(
    EntryKey key,
    CausalContext known,
    Optional<CausalContext> live,
    SortedMap<ReplicaId, Long> wanted) {
  /** More runs than a session can have seen. */
  public static final int MAX_WANTED = 1 << 16;

  private static final int MAX_LIVE_BYTES = 256 << 10;
  private static final int BYTES_PER_RUN = 9;

  public Question {
    wanted = Collections.unmodifiableSortedMap(new TreeMap<>(wanted));
  }

  /** Of somebody who has this state. */
  public static Question of(EntryKey key, State state) {
    CausalContext live = state.live();
    ByteWriter out = new ByteWriter();
    live.write(out);
    return new Question(
        key,
        state.context(),
        Optional.of(live).filter(all -> out.size() <= MAX_LIVE_BYTES),
        Collections.emptySortedMap());
  }

  /** The same for somebody who has seen so much. */
  public Question wanting(SortedMap<ReplicaId, Long> seen) {
    return new Question(key, known, live, seen);
  }

  /** What there is to say from these entries. */
  public Answer answer(Entries entries) {
    State mine = entries.state(key);
    Clock forgotten = entries.forgotten();
    CausalContext unknown =
        live.orElse(known).intersect(forgotten.operations()).minus(mine.context());
    return new Answer(
        mine.since(known, live), unknown, unknown.isEmpty() ? Clock.EMPTY : forgotten);
  }

  public void write(ByteWriter out) {
    key.write(out);
    known.write(out);
    out.u8(live.isPresent() ? 1 : 0);
    live.ifPresent(dots -> dots.write(out));
    out.varint(wanted.size());
    wanted.forEach((run, number) -> {
      run.write(out);
      out.varint(number);
    });
  }

  public static Question read(ByteReader in) throws MalformedBytes {
    EntryKey key = EntryKey.read(in);
    CausalContext known = CausalContext.read(in);
    int hasLive = in.u8();
    in.check(hasLive <= 1, "neither yes nor no");
    Optional<CausalContext> live =
        hasLive == 0 ? Optional.empty() : Optional.of(CausalContext.read(in));
    in.check(live.isEmpty() || known.covers(live.get()), "live dots outside the context");
    return new Question(key, known, live, readWanted(in));
  }

  private static SortedMap<ReplicaId, Long> readWanted(ByteReader in) throws MalformedBytes {
    int count = in.count(BYTES_PER_RUN);
    in.check(count <= MAX_WANTED, "more runs than anybody has seen");
    SortedMap<ReplicaId, Long> wanted = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      ReplicaId run = ReplicaId.read(in);
      in.check(wanted.isEmpty() || wanted.lastKey().compareTo(run) < 0, "runs out of order");
      wanted.put(run, in.varint(Long.MAX_VALUE));
    }
    return wanted;
  }
}
