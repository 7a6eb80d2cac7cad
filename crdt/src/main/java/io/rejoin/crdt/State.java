package io.rejoin.crdt;

import io.rejoin.crdt.Derived.Derivation;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.bytes.Newer;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.DotMap;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The state of an entry, whatever its type; a delta is a small state. Immutable, shares structure.
 *
 * <h2>Content and context</h2>
 *
 * A state is a pair {@code (L, C)}: the live {@linkplain Item items} {@code L}, each named by a
 * dot, and the causal context {@code C}, the dots of every operation that the state knows of. Live
 * dots are always in the context; a dot in the context that is not live was removed. Nothing else
 * is kept of what was removed: there are no tombstones.
 *
 * <h2>The join</h2>
 *
 * <pre>{@code
 * (L1, C1) join (L2, C2) = ( (L1 and L2) or (L1 minus C2) or (L2 minus C1),  C1 or C2 )
 * }</pre>
 *
 * In words: an item is live in the result if it is live in both, or live in one and unknown to the
 * other. If the other knows its dot but does not have it, the other has seen it removed. The join
 * is commutative, associative and idempotent, so the order, number and grouping of joins do not
 * matter, and it is the least upper bound: states form a join-semilattice.
 *
 * <p>A delta is the pair of what an operation wrote and the dots that it wrote or removed. Joining
 * the delta gives what the operation would have given, at the writer and anywhere else.
 *
 * <h2>Why one join serves all types</h2>
 *
 * The join looks at dots only. What makes a set a set and a counter a counter is which items an
 * operation puts at which path, which of those it has seen it removes, and how the live items are
 * read: that is all a {@link CrdtType} says. A register's write removes the values it saw; two
 * concurrent writes did not see each other, so both stay live. A set's add puts an item under the
 * element, a remove takes away only the adds that it saw, so a concurrent add wins. A map's fields
 * are path components with another type's items below them, to any depth. None of them needs a join
 * of its own, so the laws are proved once.
 *
 * <h2>Newer versions</h2>
 *
 * What a newer version wrote cannot be read here, but it can be carried: a state also holds a
 * bounded set of such {@linkplain Newer encodings}, joined by union. No reader shows them, no
 * digest counts them, and the operations in them are not in the context.
 *
 * <h2>Cost</h2>
 *
 * Live items are indexed by run and number and by path, both persistent: joining a delta costs
 * O(|delta| log n) and an interval merge of the contexts, which for a key written by r runs has
 * about r intervals. A small state at rest can be kept {@linkplain #compact as its own encoding},
 * so a counter takes about a hundred bytes.
 *
 * <p>References: P. S. Almeida, A. Shoker, C. Baquero, "Delta state replicated data types", JPDC
 * 111 (2018), for causal contexts and deltas; A. Bieniusa, M. Zawirski, N. Preguica, M. Shapiro, C.
 * Baquero, V. Balegas, S. Duarte, "An optimized conflict-free replicated set", INRIA RR-8083
 * (2012), for removal without tombstones; V. Enes, P. S. Almeida, C. Baquero, J. Leitao, "Efficient
 * synchronization of state-based CRDTs", ICDE 2019, for keeping only what is news.
 */
public final class State {
  public static final State EMPTY = new State(null, CausalState.EMPTY, Newer.NONE);

  /** The version in which states are written. */
  public static final int VERSION = StateCodec.VERSION;

  private static final int TYPICAL_BYTES = 128;

  /** The canonical encoding, if the state is compact. */
  private final @Nullable Bytes packed;

  private final @Nullable CausalState unpacked;

  private final Newer newer;

  private State(@Nullable Bytes packed, @Nullable CausalState unpacked, Newer newer) {
    this.packed = packed;
    this.unpacked = unpacked;
    this.newer = newer;
  }

  static State of(CausalState state) {
    return state.isEmpty() ? EMPTY : new State(null, state, Newer.NONE);
  }

  /**
   * The same state in the form to keep while nobody works on it: a small one as its encoding, which
   * takes a fraction of the memory and is decoded whenever it is used. What operations and joins
   * give is never compact.
   */
  public State compact() {
    if (hasNoContent() || packed != null || !open().isSmall()) {
      return this;
    }
    ByteWriter out = new ByteWriter(TYPICAL_BYTES);
    StateCodec.write(open(), out);
    return new State(out.toBytes(), null, newer);
  }

  boolean isPacked() {
    return packed != null;
  }

  /** In the form that can be worked upon. */
  CausalState open() {
    return packed == null ? Objects.requireNonNull(unpacked) : StateCodec.open(packed);
  }

  /** The number of live items. */
  public int size() {
    return open().size();
  }

  /** Is nothing live, nothing known and nothing carried? */
  public boolean isEmpty() {
    return hasNoContent() && newer.isEmpty();
  }

  /** Is nothing live and nothing known? */
  boolean hasNoContent() {
    return packed == null ? open().isEmpty() : packed.length() == StateCodec.EMPTY_SIZE;
  }

  /** What newer versions wrote into this entry: carried for those who can read it. */
  public Newer newer() {
    return newer;
  }

  /** This state with other encodings to carry. */
  State carrying(Newer others) {
    boolean same = others.equals(newer) && others.isCut() == newer.isCut();
    return same ? this : new State(packed, unpacked, others);
  }

  /** What this version can read of this state. */
  public State content() {
    return carrying(Newer.NONE);
  }

  /** Appends the canonical encoding: equal states give equal bytes. */
  public void write(ByteWriter out) {
    if (!newer.isEmpty()) {
      StateCodec.write(content(), newer, out);
    } else if (packed == null) {
      StateCodec.write(open(), out);
    } else {
      out.raw(packed);
    }
  }

  /** Appends the length of the encoding, then the encoding: how states lie in messages. */
  public void writeSized(ByteWriter out) {
    out.bytes(toBytes());
  }

  /** The delta that removes these dots wherever it is joined, and puts nothing. */
  public static State removing(CausalContext dots) {
    return of(new CausalState(dots, DotMap.empty(), null));
  }

  /** The delta that shows this item wherever it is joined and was not removed. */
  public static State showing(Item item) {
    return of(
        new CausalState(CausalContext.EMPTY, DotMap.ofAscending(List.of(item), Item::dot), null));
  }

  /**
   * Reads one state, and accepts only what {@link #write} writes, or what may come of a newer
   * version: that reaches to the end of the bytes, and is {@linkplain #newer() carried}.
   */
  public static State read(ByteReader in) throws MalformedBytes {
    return StateCodec.read(in);
  }

  /** Reads what {@link #writeSized} wrote, or what may come of a newer version. */
  public static State readSized(ByteReader in) throws MalformedBytes {
    ByteReader sized = new ByteReader(in.bytes(Integer.MAX_VALUE));
    State state = read(sized);
    sized.end();
    return state;
  }

  /** About how many bytes the encoding takes; found out without encoding. */
  public int sizeAbout() {
    return packed == null && newer.isEmpty() ? open().sizeAbout() : toBytes().length();
  }

  public Bytes toBytes() {
    if (packed != null && newer.isEmpty()) {
      return packed;
    }
    ByteWriter out = new ByteWriter();
    write(out);
    return out.toBytes();
  }

  /** Every dot that this state knows of, live or not. Costs O(size). */
  public CausalContext context() {
    CausalState open = open();
    return open.seen().union(open.liveDots());
  }

  /** The dots of the live items. Costs O(size). */
  public CausalContext live() {
    return open().liveDots();
  }

  /** Is this dot in the context, live or not? Far cheaper than the context itself. */
  public boolean knows(Dot dot) {
    return open().knows(dot);
  }

  /** Is the item of this dot live? */
  public boolean shows(Dot dot) {
    return open().items().contains(dot);
  }

  /** The greatest number that this state knows of a run, 0 if none. */
  public long last(ReplicaId run) {
    return open().lastOf(run);
  }

  /** The runs that this state knows of, ascending. */
  public List<ReplicaId> runs() {
    return open().runs();
  }

  /** The live items, by dot. */
  public Iterable<Item> items() {
    return open().items();
  }

  /** The live items by path. */
  public View root() {
    return open().index();
  }

  /**
   * Uses what is {@linkplain Derived derived} from the live items: that which this state carries,
   * or one that is built now. The use must not change it, and must not hand it out.
   */
  public <D extends Derived, R> R derive(Derivation<D> how, Function<? super D, R> use) {
    return open().derive(how, use);
  }

  /** The least state above this one and the other. */
  public Joined join(State other) {
    return Join.of(this, open(), other);
  }

  /**
   * The delta that a peer lacks: joined into a state with the context {@code known} and the live
   * dots {@code live}, it gives what joining this whole state would give.
   *
   * <p>It holds the items that {@code known} does not contain, and knows of the dots that {@code
   * known} does not contain, and of those in {@code live} that were removed here. Without {@code
   * live} these last ones are missing: the peer keeps what was removed here and is live there.
   * What newer versions wrote goes along: it cannot be told whether the peer knows it.
   */
  public State since(CausalContext known, Optional<CausalContext> live) {
    return of(open().lacking(known, live.orElse(CausalContext.EMPTY))).carrying(newer);
  }

  /**
   * Without the live items of these dots, and as if it had never known them. This is no removal: a
   * state that holds them brings them back. It is for what a node has found out that it must not
   * hold, without knowing that anybody removed it.
   */
  public Joined shed(CausalContext dots) {
    List<Item> gone = open().liveAmong(dots);
    return gone.isEmpty()
        ? Joined.unchanged(this)
        : new Joined(of(open().without(gone)).carrying(newer), List.of(), gone, true);
  }

  /**
   * Forgets the dots at or below the horizon that are not live. Live dots stay in the context, as
   * always. A state with nothing left is {@linkplain #isEmpty() empty} and can be dropped.
   *
   * <p>A forgotten dot is as unknown as one that was never seen: an old state that still has its
   * item live would bring the item back. The caller must therefore make sure that every member has
   * applied all that this state has, and that what comes later from before the horizon (a late
   * delta, an old image, a member that lost its disk) is judged before it is joined: see {@link
   * io.rejoin.crdt.causal.Horizons}.
   */
  public State forget(Clock horizon) {
    return of(open().forgotten(horizon)).carrying(newer);
  }

  /**
   * Whether {@link #forget} may change it some day, if no other operation does. Looks at few dots:
   * of a context that is not small it is taken for granted.
   */
  public boolean mayForget() {
    return open().mayForget();
  }

  /**
   * Cuts the state into deltas of at most {@code maxBytes} encoded bytes each (more only where a
   * single item is larger): each has the items and the context of one range of dots, so it can be
   * joined alone, and all of them joined in any order give this state. What newer versions wrote
   * comes last, each in a part of its own.
   */
  public List<State> parts(int maxBytes) {
    return Parts.of(this, maxBytes);
  }

  /** Same content, same context, and the same of newer versions. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof State that
            && size() == that.size()
            && toBytes().equals(that.toBytes()));
  }

  @Override
  public int hashCode() {
    return toBytes().hashCode();
  }

  /** For people; not a format. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("State").append(context());
    for (Item item : items()) {
      text.append("\n  ").append(item.dot()).append(' ').append(item.path()).append(" = ");
      text.append(item.value());
    }
    newer.encodings().forEach(each -> text.append("\n  of a newer version: ").append(each));
    return text.toString();
  }
}
