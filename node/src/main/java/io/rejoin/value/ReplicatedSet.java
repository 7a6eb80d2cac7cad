package io.rejoin.value;

import io.rejoin.Codec;
import io.rejoin.GridException;
import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.crdt.type.set.CausalLengthSet;
import io.rejoin.crdt.type.set.ElementChange;
import io.rejoin.crdt.type.set.LwwSet;
import io.rejoin.crdt.type.set.RemoveWinsSet;
import io.rejoin.crdt.type.set.TwoPhaseSet;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A set. Which of an add and a remove wins that did not see each other depends on the method of
 * {@link Values} that it comes from. Elements are compared and sorted by their bytes, so its codec
 * must be canonical.
 *
 * @param <T> the class of the elements
 */
public final class ReplicatedSet<T> extends Handle<Set<T>> {
  private final Codec<T> codec;
  private final Kind<?> kind;

  private ReplicatedSet(Place place, Codec<T> codec, Kind<?> kind) {
    super(place);
    this.codec = canonical("elements of a set", codec);
    this.kind = kind;
  }

  static <T> ReplicatedSet<T> of(Values values, String name, Codec<T> codec, Kind<?> kind) {
    return new ReplicatedSet<>(values.place(kind.type(), name), codec, kind);
  }

  public Receipt add(T element) {
    return add(kind, codec.encode(element));
  }

  private <O extends Operation> Receipt add(Kind<O> of, Bytes element) {
    return apply(of.type(), of.add().apply(element));
  }

  public Receipt remove(T element) {
    return remove(kind, codec.encode(element));
  }

  private <O extends Operation> Receipt remove(Kind<O> of, Bytes element) {
    return apply(of.type(), of.remove().apply(element));
  }

  /**
   * Removes all elements that are here.
   *
   * @throws GridException.BadOperation if this type of set has no such operation; only add-wins and
   *     remove-wins sets have
   */
  public Receipt clear() {
    return clear(kind);
  }

  private <O extends Operation> Receipt clear(Kind<O> of) {
    O clear = of.clear()
        .orElseThrow(() -> new GridException.BadOperation(
            "a " + of.type().name() + " cannot be cleared; remove its elements one by one"));
    return apply(of.type(), clear);
  }

  public boolean contains(T element) {
    return kind.contains().test(place().view(), codec.encode(element));
  }

  public int size() {
    return kind.size().applyAsInt(place().view());
  }

  @Override
  protected Set<T> read(View view) {
    Set<T> elements = new LinkedHashSet<>();
    kind.elements().apply(view).forEach(bytes -> elements.add(decode(codec, bytes)));
    return Collections.unmodifiableSet(elements);
  }

  /** The type of a set: its operations and readers. */
  record Kind<O extends Operation>(
      CrdtType<O> type,
      Function<Bytes, O> add,
      Function<Bytes, O> remove,
      Optional<O> clear,
      BiPredicate<View, Bytes> contains,
      ToIntFunction<View> size,
      Function<View, SortedSet<Bytes>> elements) {

    static final Kind<AddWinsSet.Change> ADD_WINS = new Kind<>(
        AddWinsSet.TYPE,
        AddWinsSet.Add::new,
        AddWinsSet.Remove::new,
        Optional.of(new AddWinsSet.Clear()),
        AddWinsSet::contains,
        AddWinsSet::size,
        AddWinsSet::elements);

    static final Kind<RemoveWinsSet.Change> REMOVE_WINS = new Kind<>(
        RemoveWinsSet.TYPE,
        RemoveWinsSet.Add::new,
        RemoveWinsSet.Remove::new,
        Optional.of(new RemoveWinsSet.Clear()),
        RemoveWinsSet::contains,
        RemoveWinsSet::size,
        RemoveWinsSet::elements);

    static final Kind<ElementChange> TWO_PHASE = new Kind<>(
        TwoPhaseSet.TYPE,
        ElementChange.Add::new,
        ElementChange.Remove::new,
        Optional.empty(),
        TwoPhaseSet::contains,
        TwoPhaseSet::size,
        TwoPhaseSet::elements);

    static final Kind<ElementChange> CAUSAL_LENGTH = new Kind<>(
        CausalLengthSet.TYPE,
        ElementChange.Add::new,
        ElementChange.Remove::new,
        Optional.empty(),
        CausalLengthSet::contains,
        CausalLengthSet::size,
        CausalLengthSet::elements);

    static final Kind<ElementChange> LAST_WRITER_WINS = new Kind<>(
        LwwSet.TYPE,
        ElementChange.Add::new,
        ElementChange.Remove::new,
        Optional.empty(),
        LwwSet::contains,
        LwwSet::size,
        LwwSet::elements);
  }
}
