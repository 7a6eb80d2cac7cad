package io.rejoin.crdt;

import io.rejoin.crdt.Derived.Derivation;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.CausalContextBuilder;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.DotMap;
import io.rejoin.crdt.causal.Intervals;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A state as persistent maps: live items by dot and by path, and {@code seen}, an explicit part of
 * the context. The context is {@code seen} and the live dots together, so that many scattered live
 * dots need not be named twice; every dot that is not live must be in {@code seen}, a live one may.
 */
final class CausalState {
  static final CausalState EMPTY = new CausalState(CausalContext.EMPTY, DotMap.empty(), null);

  private static final Intervals ALL_NUMBERS = Intervals.of(1, Intervals.MAX_NUMBER);
  private static final int FEW_ITEMS = 16;
  private static final int FEW_BYTES = 512;
  private static final int FEW_INTERVALS = 8;

  /** So many live dots of a run split what is between them into too many intervals for a delta. */
  private static final int MANY_LIVE = 8;

  /** A context of fewer intervals is not worth tidying. */
  private static final int MANY_INTERVALS = 32;

  private static final AtomicReferenceFieldUpdater<CausalState, @Nullable Carried> CARRIED =
      AtomicReferenceFieldUpdater.newUpdater(CausalState.class, Carried.class, "carried");

  /** What was derived from this state, and how. */
  private record Carried(Derivation<?> how, Derived derived) {}

  private final CausalContext seen;
  private final DotMap<Item> live;

  /** Built when it is first needed; from then on kept up from state to state. */
  private @Nullable Branch index;

  /** Null also while somebody uses it. */
  private volatile @Nullable Carried carried;

  CausalState(CausalContext seen, DotMap<Item> live, @Nullable Branch index) {
    this.seen = seen;
    this.live = live;
    this.index = index;
  }

  /** So small that its encoding takes less than the maps and is soon decoded? */
  boolean isSmall() {
    if (live.size() > FEW_ITEMS || seen.intervals() > FEW_INTERVALS) {
      return false;
    }
    return liveBytes() <= FEW_BYTES;
  }

  /** About what the encoding takes. */
  int sizeAbout() {
    return StateCodec.sizeAbout(seen) + liveBytes();
  }

  private int liveBytes() {
    int bytes = 0;
    for (Item item : live) {
      bytes += StateCodec.sizeBound(item);
    }
    return bytes;
  }

  int size() {
    return live.size();
  }

  boolean isEmpty() {
    return live.isEmpty() && seen.isEmpty();
  }

  CausalContext seen() {
    return seen;
  }

  /** Whether a dot may be known that is not live; nothing live counts as that. */
  boolean mayForget() {
    if (live.isEmpty() || seen.size() > Math.min(live.size(), FEW_ITEMS)) {
      return true;
    }
    for (ReplicaId run : seen.runs()) {
      Intervals numbers = seen.numbers(run);
      for (int i = 0; i < numbers.count(); i++) {
        for (long number = numbers.from(i); number <= numbers.to(i); number++) {
          if (!live.contains(new Dot(run, number))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  DotMap<Item> items() {
    return live;
  }

  Branch index() {
    Branch built = index;
    if (built == null) {
      built = Branch.of(live);
      index = built;
    }
    return built;
  }

  boolean knows(Dot dot) {
    return seen.contains(dot) || live.contains(dot);
  }

  long lastOf(ReplicaId run) {
    return Math.max(seen.last(run), live.last(run));
  }

  /** A run's dots that are not live once these are removed; none if they are too scattered. */
  Intervals pastOf(ReplicaId run, Intervals removed) {
    Intervals known = seen.numbers(run);
    int alive = live.size(run);
    if (alive > MANY_LIVE || known.count() > MANY_LIVE) {
      return Intervals.EMPTY;
    }
    Intervals past = known.union(removed);
    return alive == removed.size()
        ? past
        : past.minus(NormalForm.numbers(live, run).minus(removed));
  }

  CausalContext liveDots() {
    CausalContextBuilder dots = new CausalContextBuilder();
    live.runs().forEach(run -> dots.add(run, NormalForm.numbers(live, run)));
    return dots.build();
  }

  /** Does the context contain all of these? */
  boolean knowsAll(CausalContext dots) {
    CausalContext unseen = dots.minus(seen);
    for (ReplicaId run : unseen.runs()) {
      Intervals numbers = unseen.numbers(run);
      for (int i = 0; i < numbers.count(); i++) {
        long length = numbers.to(i) - numbers.from(i) + 1;
        if (length > live.size(run)
            || length > NormalForm.count(live, run, numbers.from(i), numbers.to(i))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Those of these dots that were seen and are not live. */
  private CausalContext removedAmong(CausalContext dots) {
    CausalContext candidates = dots.intersect(seen);
    CausalContextBuilder alive = new CausalContextBuilder();
    for (ReplicaId run : candidates.runs()) {
      Intervals numbers = candidates.numbers(run);
      for (int i = 0; i < numbers.count(); i++) {
        live.forEach(
            run,
            numbers.from(i),
            numbers.to(i),
            item -> alive.add(run, item.dot().number(), item.dot().number()));
      }
    }
    return candidates.minus(alive.build());
  }

  CausalState lacking(CausalContext known, CausalContext peerLive) {
    List<Item> unknown = new ArrayList<>();
    for (ReplicaId run : live.runs()) {
      Intervals missing = ALL_NUMBERS.minus(known.numbers(run));
      for (int i = 0; i < missing.count(); i++) {
        live.forEach(run, missing.from(i), missing.to(i), unknown::add);
      }
    }
    CausalContext news = seen.minus(known).union(removedAmong(peerLive));
    return new CausalState(news, DotMap.ofAscending(unknown, Item::dot), null);
  }

  /** The live items of these dots, ascending. */
  List<Item> liveAmong(CausalContext dots) {
    List<Item> found = new ArrayList<>();
    for (ReplicaId run : live.runs()) {
      Intervals numbers = dots.numbers(run);
      for (int i = 0; i < numbers.count(); i++) {
        live.forEach(run, numbers.from(i), numbers.to(i), found::add);
      }
    }
    return found;
  }

  /** Without these live items and their dots. */
  CausalState without(List<Item> gone) {
    CausalContextBuilder dots = new CausalContextBuilder();
    DotMap<Item> left = live;
    for (Item item : gone) {
      left = left.remove(item.dot());
      dots.add(item.dot().run(), item.dot().number(), item.dot().number());
    }
    return new CausalState(seen.minus(dots.build()), left, null);
  }

  CausalState forgotten(Clock horizon) {
    CausalContextBuilder old = new CausalContextBuilder();
    for (ReplicaId run : seen.runs()) {
      if (horizon.number(run) > 0) {
        old.add(run, 1, horizon.number(run));
      }
    }
    CausalContext kept = seen.minus(old.build());
    return new CausalState(kept, live, index).carrying(takeCarried());
  }

  /** The runs that are in the context, ascending. */
  List<ReplicaId> runs() {
    List<ReplicaId> runs = new ArrayList<>(seen.runs());
    for (ReplicaId run : live.runs()) {
      if (seen.numbers(run).isEmpty()) {
        runs.add(run);
      }
    }
    runs.sort(null);
    return runs;
  }

  /** This state after a join that brought these items and this much to know. */
  CausalState changed(CausalContext alsoSeen, List<Item> added, List<Item> removed) {
    DotMap<Item> nowLive = live;
    for (Item item : removed) {
      nowLive = nowLive.remove(item.dot());
    }
    for (Item item : added) {
      nowLive = nowLive.put(item.dot(), item);
    }
    Branch old = index;
    Branch after = old == null ? null : old.changed(nowLive, added, removed);
    CausalState next = new CausalState(seen.union(alsoSeen), nowLive, after);
    CausalState tidy = next.hasGrownFrom(this) ? next.tidied() : next;
    Carried before = takeCarried();
    boolean follows = before != null && before.derived().follow(added, removed);
    return follows ? tidy.carrying(before) : tidy;
  }

  private @Nullable Carried takeCarried() {
    return carried == null ? null : CARRIED.getAndSet(this, null);
  }

  private CausalState carrying(@Nullable Carried value) {
    carried = value;
    return this;
  }

  /** Uses what is derived in this way, alone; builds it if it is not at hand. */
  <D extends Derived, R> R derive(Derivation<D> how, Function<? super D, R> use) {
    Carried taken = takeCarried();
    D derived = taken != null && taken.how().equals(how)
        ? how.kind().cast(taken.derived())
        : how.anew().apply(index());
    try {
      return use.apply(derived);
    } finally {
      carried = new Carried(how, derived);
    }
  }

  /** Has the context grown so much that tidying it is paid for by what was joined? */
  private boolean hasGrownFrom(CausalState before) {
    int intervals = seen.intervals();
    return intervals > MANY_INTERVALS && intervals > 2 * before.seen.intervals();
  }

  private CausalState tidied() {
    return new CausalState(NormalForm.of(seen, live), live, index);
  }
}
