package io.rejoin.antientropy;

import io.rejoin.antientropy.Content.Hash;
import io.rejoin.antientropy.Content.Known;
import io.rejoin.antientropy.Content.Refused;
import io.rejoin.antientropy.Entries.Standing;
import io.rejoin.antientropy.Knowledge.LiveDots;
import io.rejoin.antientropy.Knowledge.Span;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Moves the entries that a {@link Comparison} found to differ.
 *
 * <ul>
 *   <li>One side lacks an entry: the other pushes the whole. If the receiver's join comes to
 *       something else, it knows more (a removal, say) and answers with what the pusher lacks.
 *   <li>Both have it otherwise: the one that finds out wants it and says what it knows. The other
 *       takes from that what was removed there, replies with what the asker lacks and what it knows
 *       itself, and gets back what it lacks.
 *   <li>What is removed can be told only to someone whose live dots are known. They go along if
 *       they are few. If neither side's are, ids are compared when both have added what the other
 *       lacked, and only if they differ all live dots travel.
 * </ul>
 *
 * Deltas are taken from the entries as they are when they are sent, never from the snapshot: so
 * each holds at least what the snapshot showed.
 */
final class EntryExchange {

  /** A delta owed to the other side; it is made when there is room for it. */
  private sealed interface Owed {
    /** All that is here, to a side that has nothing. */
    record Whole(EntryKey key) implements Owed {}

    /** What the other side lacks, if anything. */
    record Answer(EntryKey key, Knowledge theirs) implements Owed {}

    /** That, and the id by which the other side sees whether something is still amiss. */
    record Check(EntryKey key, Knowledge theirs) implements Owed {}

    /** What the other side lacks, and what is known here: the answer to a want. */
    record Reply(EntryKey key, Knowledge theirs) implements Owed {}
  }

  private record Wanted(EntryKey key, LiveDots live) {}

  private final Entries entries;
  private final Forest mine;
  private final Session.Limits limits;
  private final Standing standing;
  private final Deque<Hash> wantedHashes = new ArrayDeque<>();
  private final Deque<Wanted> wanted = new ArrayDeque<>();
  private final Deque<Known> asking = new ArrayDeque<>();
  private final Set<EntryKey> wantedWithAllDots = new HashSet<>();

  private final Deque<Owed> owed = new ArrayDeque<>();
  private final Deque<Pushed> ready = new ArrayDeque<>();
  private final Deque<Iterator<MerkleTree.Entry>> streams = new ArrayDeque<>();
  private final Deque<Refused> refused = new ArrayDeque<>();
  private final HeldRemovals held;
  private Iterator<Removal> removals = Collections.emptyIterator();
  private Missed missed;
  private boolean takesRemovals = true;
  private Standing theirs = Standing.MEMBER;

  private long wantsReceived;
  private long entriesIn;
  private long entriesOut;
  private long removalsOut;

  EntryExchange(Entries entries, Forest mine, Session.Limits limits, Standing standing) {
    this.entries = entries;
    this.mine = mine;
    this.limits = limits;
    this.standing = standing;
    held = new HeldRemovals(entries);
    missed = new Missed(entries, Clock.EMPTY, Clock.EMPTY, Clock.EMPTY);
  }

  /** Whether what this side lacks is to be asked for. */
  boolean takes() {
    return standing.takes();
  }

  // What a comparison finds

  /** The other side has entries under this hash that are not here. */
  void want(long keyHash) {
    if (takes()) {
      wantedHashes.add(new Hash(keyHash));
    }
  }

  /** Both have this entry, otherwise. */
  void want(EntryKey key, LiveDots live) {
    wanted.add(new Wanted(key, live));
  }

  /** The other side has none. */
  void stream(Iterator<MerkleTree.Entry> lacking) {
    if (theirs.takes()) {
      streams.add(lacking);
    }
  }

  /**
   * The other side has shown its clock: what its owner may lack is to be sent. Where its states
   * cannot be read, what took the place of a removed item cannot be seen, so the item stays.
   */
  void begin(Content.Open open, Clock own) {
    theirs = open.standing();
    missed = new Missed(entries, own, open.clock(), open.forgotten());
    if (theirs.takes()) {
      removals = entries.removalsBeyond(open.clock()).iterator();
    }
    takesRemovals = open.isReadable();
  }

  // What the other side says

  /** Takes what the other side brings or asks for; false if it cannot mean that. */
  boolean receive(Content content) {
    if (content instanceof Content.Push said) {
      said.entries().forEach(this::receive);
      return true;
    } else if (content instanceof Content.Removals said) {
      held.add(takesRemovals ? said.removals() : List.of());
      return true;
    } else if (content instanceof Content.Want said) {
      said.entries().forEach(this::receive);
      return true;
    } else if (content instanceof Content.Refusals said) {
      said.entries().forEach(each -> entries.shed(each.key(), missed.here(each.dots())));
      return true;
    }
    return content instanceof Content.WantHash said
        && said.hashes().stream().allMatch(this::receive);
  }

  private void receive(Pushed pushed) {
    entriesIn++;
    EntryKey key = pushed.key();
    pushed.knowledge().ifPresent(theirs -> refuse(key, theirs));
    CausalContext removed = removed(key, pushed.holds());
    State delta = missed.acceptable(key, pushed.delta());
    State now = held.join(key, removed, delta);
    boolean sameAsPushed = pushed.whole().isPresent() && now.equals(pushed.delta());
    Optional<Knowledge> theirs = sameAsPushed ? Optional.empty() : pushed.knowledge();
    boolean isAmiss = pushed.id().isPresent() && !pushed.id().get().equals(entries.id(key));
    if (isAmiss && theirs.isPresent()) {
      owed.add(new Owed.Check(key, theirs.get()));
    } else if (isAmiss) {
      wantAllDots(key);
    } else if (theirs.isPresent()) {
      owe(key, theirs.get());
    }
  }

  /** Makes what the other side has applied applied here, unless a third one broke in on that. */
  void finish(Content.Open theirs) {
    held.apply();
    if (missed.here(held.broughtByOthers()).isEmpty()) {
      entries.adopt(theirs.clock(), theirs.forgotten());
    }
  }

  /** Tells the other side what of an entry it should not show. */
  private void refuse(EntryKey key, Knowledge theirs) {
    CausalContext dots = missed.refused(key, theirs.context());
    if (!dots.isEmpty()) {
      refused.add(new Refused(key, dots));
    }
  }

  /** Once: if it is still amiss then, it has changed meanwhile. */
  private void wantAllDots(EntryKey key) {
    if (wantedWithAllDots.add(key)) {
      want(key, LiveDots.ALL);
    }
  }

  /** Owes an answer; parts that follow each other are answered as one. */
  private void owe(EntryKey key, Knowledge theirs) {
    Optional<Knowledge> both =
        owed.peekLast() instanceof Owed.Answer last && last.key().equals(key)
            ? last.theirs().followedBy(theirs)
            : Optional.empty();
    if (both.isPresent()) {
      owed.removeLast();
    }
    owed.add(new Owed.Answer(key, both.orElse(theirs)));
  }

  private void receive(Known asked) {
    wantsReceived++;
    refuse(asked.key(), asked.knowledge());
    owed.add(new Owed.Reply(asked.key(), asked.knowledge()));
    long keyHash = entries.keyHash(asked.key());
    mine.entries(Prefix.of(keyHash)).forEachRemaining(entry -> {
      if (!entry.key().equals(asked.key())) {
        owed.add(new Owed.Whole(entry.key()));
      }
    });
  }

  private boolean receive(Hash asked) {
    wantsReceived++;
    Iterator<MerkleTree.Entry> found = mine.entries(Prefix.of(asked.keyHash()));
    boolean any = found.hasNext();
    found.forEachRemaining(entry -> owed.add(new Owed.Whole(entry.key())));
    return any;
  }

  // What this side says

  boolean hasWants() {
    return !(wantedHashes.isEmpty() && wanted.isEmpty() && asking.isEmpty());
  }

  void ask(Turn turn) {
    turn.fill(wantedHashes, hash -> hash, Content.WantHash::new);
    turn.fill(asking, this::askNext, Content.Want::new);
  }

  boolean hasAnswers() {
    return !(owed.isEmpty() && ready.isEmpty() && refused.isEmpty());
  }

  /** Is there anything to bring unasked? */
  boolean hasMore() {
    return removals.hasNext() || hasStream();
  }

  void answer(Turn turn) {
    turn.fill(refused, one -> one, Content.Refusals::new);
    turn.fill(ready, this::makeOwed, Content.Push::new);
  }

  void bring(Turn turn) {
    removalsOut += turn.fill(removals, Content.Removals::new);
    turn.fill(ready, this::makeStreamed, Content.Push::new);
  }

  /** Turns the next entry that is wanted into questions; false if there is none. */
  private boolean askNext() {
    Wanted next = wanted.poll();
    if (next == null) {
      return false;
    }
    State state = entries.state(next.key());
    Knowledge.of(state, Span.ALL, next.live(), limits.fewDotsBytes(), limits.messageBytes() / 4)
        .forEach(piece -> asking.add(new Known(next.key(), piece)));
    return true;
  }

  private boolean makeOwed() {
    Owed next = owed.poll();
    if (next instanceof Owed.Whole whole) {
      pushWhole(whole.key());
    } else if (next instanceof Owed.Answer answer) {
      pushAll(answer.key(), lacked(answer.key(), answer.theirs()));
    } else if (next instanceof Owed.Check check) {
      check(check.key(), check.theirs());
    } else if (next instanceof Owed.Reply reply) {
      reply(reply.key(), reply.theirs());
    }
    return next != null;
  }

  private boolean makeStreamed() {
    boolean any = hasStream();
    if (any) {
      pushWhole(streams.element().next().key());
    }
    return any;
  }

  private boolean hasStream() {
    while (!streams.isEmpty() && !streams.element().hasNext()) {
      streams.remove();
    }
    return !streams.isEmpty();
  }

  /** An entry that has lost all content since the snapshot is left to the removals. */
  private void pushWhole(EntryKey key) {
    State state = entries.state(key);
    if (state.size() == 0) {
      return;
    }
    List<State> parts = parts(state.content());
    List<Dot> ends = new ArrayList<>();
    for (State part : parts.subList(0, parts.size() - 1)) {
      List<ReplicaId> runs = part.context().runs();
      ReplicaId last = runs.get(runs.size() - 1);
      ends.add(new Dot(last, part.context().last(last)));
    }
    List<Span> spans = Span.ALL.cut(ends);
    for (int i = 0; i < spans.size(); i++) {
      push(Pushed.whole(key, parts.get(i), spans.get(i)));
    }
    if (!state.newer().isEmpty()) {
      pushAll(key, parts(state.since(state.context(), Optional.empty())));
    }
  }

  /** If the other side lacks nothing, only live dots can tell what is amiss. */
  private void check(EntryKey key, Knowledge theirs) {
    List<State> parts = lacked(key, theirs);
    if (parts.isEmpty()) {
      wantAllDots(key);
    } else {
      int last = parts.size() - 1;
      pushAll(key, parts.subList(0, last));
      push(Pushed.check(key, parts.get(last), entries.id(key)));
    }
  }

  private void reply(EntryKey key, Knowledge theirs) {
    CausalContext removed = removed(key, Optional.of(theirs));
    State state = held.without(key, removed, entries.state(key));
    LiveDots which = theirs.live().isPresent() ? LiveDots.NONE : LiveDots.FEW;
    List<Knowledge> pieces =
        Knowledge.of(state, theirs.span(), which, limits.fewDotsBytes(), limits.messageBytes() / 4);
    for (Knowledge piece : pieces) {
      List<State> parts = parts(theirs.within(piece.span()).lackedOf(state));
      int last = Math.max(0, parts.size() - 1);
      pushAll(key, parts.subList(0, last));
      boolean isUnsure =
          theirs.live().isEmpty() && piece.live().isEmpty() && piece.span().isLast();
      push(Pushed.reply(
          key,
          parts.isEmpty() ? State.EMPTY : parts.get(last),
          piece,
          isUnsure ? Optional.of(entries.id(key)) : Optional.empty()));
    }
  }

  /** What the other side has seen removed of what is live here. */
  private CausalContext removed(EntryKey key, Optional<Knowledge> theirs) {
    return theirs.isEmpty() || theirs.get().live().isEmpty() || !takesRemovals
        ? CausalContext.EMPTY
        : theirs.get().removedOf(entries.state(key).live());
  }

  private List<State> lacked(EntryKey key, Knowledge theirs) {
    return parts(theirs.lackedOf(entries.state(key)));
  }

  private void pushAll(EntryKey key, List<State> parts) {
    parts.forEach(part -> push(Pushed.last(key, part)));
  }

  private void push(Pushed pushed) {
    ready.add(pushed);
    entriesOut++;
  }

  /** None of an empty state. */
  private List<State> parts(State state) {
    return state.isEmpty() ? List.of() : state.parts(limits.messageBytes() / 2);
  }

  /** Is what waits, and what was asked for in all, within the limits? */
  boolean isWithinLimits() {
    int wants = wantedHashes.size() + wanted.size();
    return wants + owed.size() + streams.size() + refused.size() <= limits.pending()
        && wantsReceived <= limits.pending() + 4 * mine.digest().count();
  }

  long entriesIn() {
    return entriesIn;
  }

  long entriesOut() {
    return entriesOut;
  }

  long removalsIn() {
    return held.count();
  }

  long removalsOut() {
    return removalsOut;
  }
}
