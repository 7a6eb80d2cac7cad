package io.rejoin.value;

import static io.rejoin.crdt.type.sequence.ReplicatedList.TYPE;

import io.rejoin.Codec;
import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.sequence.ReplicatedList.Delete;
import io.rejoin.crdt.type.sequence.ReplicatedList.Insert;
import io.rejoin.crdt.type.sequence.ReplicatedList.Move;
import java.util.List;

/**
 * A list. Elements keep the neighbours between which they were inserted; runs of insertions made at
 * several sites at once stand one after the other, not shuffled. An element that is moved at two
 * sites is there once, where the later move put it.
 *
 * @param <T> the class of the elements
 */
public final class ReplicatedList<T> extends Handle<List<T>> {
  private final Codec<T> codec;

  public ReplicatedList(Place place, Codec<T> codec) {
    super(place);
    this.codec = codec;
  }

  /** Inserts an element at the end. */
  public Receipt add(T element) {
    return insert(size(), List.of(element));
  }

  /**
   * Inserts an element, so that it has this index.
   *
   * @throws IllegalArgumentException if the index is outside of the list; nothing has changed then
   */
  public Receipt insert(int index, T element) {
    return insert(index, List.of(element));
  }

  /**
   * Inserts elements, so that the first has this index.
   *
   * @throws IllegalArgumentException if the index is outside of the list; nothing has changed then
   */
  public Receipt insert(int index, List<T> elements) {
    List<Bytes> encoded = elements.stream().map(codec::encode).toList();
    return apply(TYPE, new Insert(index, encoded));
  }

  /**
   * Deletes the element at an index.
   *
   * @throws IllegalArgumentException if there is none; nothing has changed then
   */
  public Receipt delete(int index) {
    return delete(index, 1);
  }

  /**
   * Deletes so many elements from an index on.
   *
   * @throws IllegalArgumentException if there are not as many; nothing has changed then
   */
  public Receipt delete(int index, int count) {
    return apply(TYPE, new Delete(index, count));
  }

  /**
   * Moves an element, so that it has the index {@code to} afterwards.
   *
   * @throws IllegalArgumentException if an index is outside of the list; nothing has changed then
   */
  public Receipt move(int from, int to) {
    return apply(TYPE, new Move(from, to));
  }

  public int size() {
    return place()
        .read(
            io.rejoin.crdt.type.sequence.ReplicatedList::size,
            io.rejoin.crdt.type.sequence.ReplicatedList::size);
  }

  @Override
  protected List<T> read(View view) {
    return decodeAll(codec, io.rejoin.crdt.type.sequence.ReplicatedList.elements(view));
  }
}
