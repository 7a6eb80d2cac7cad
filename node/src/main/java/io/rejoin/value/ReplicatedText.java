package io.rejoin.value;

import static io.rejoin.crdt.type.sequence.ReplicatedText.TYPE;

import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.crdt.View;
import io.rejoin.crdt.type.sequence.ReplicatedText.Delete;
import io.rejoin.crdt.type.sequence.ReplicatedText.Insert;
import io.rejoin.crdt.type.sequence.ReplicatedText.Move;

/**
 * A text that several people write at once. Indexes and lengths count code points, so a character
 * beyond the basic plane is one and cannot be torn apart; {@link String#offsetByCodePoints} and
 * {@link String#codePointCount} convert.
 */
public final class ReplicatedText extends Handle<String> {
  public ReplicatedText(Place place) {
    super(place);
  }

  /** Writes at the end. */
  public Receipt append(String text) {
    return insert(length(), text);
  }

  /**
   * Writes at an index.
   *
   * @throws IllegalArgumentException if the index is outside of the text; nothing has changed then
   */
  public Receipt insert(int index, String text) {
    return apply(TYPE, new Insert(index, text));
  }

  /**
   * Deletes so many code points from an index on.
   *
   * @throws IllegalArgumentException if there are not as many; nothing has changed then
   */
  public Receipt delete(int index, int count) {
    return apply(TYPE, new Delete(index, count));
  }

  /**
   * Moves a code point, so that it has the index {@code to} afterwards.
   *
   * @throws IllegalArgumentException if an index is outside of the text; nothing has changed then
   */
  public Receipt move(int from, int to) {
    return apply(TYPE, new Move(from, to));
  }

  /** The length in code points. */
  public int length() {
    return place()
        .read(
            io.rejoin.crdt.type.sequence.ReplicatedText::size,
            io.rejoin.crdt.type.sequence.ReplicatedText::size);
  }

  @Override
  protected String read(View view) {
    return io.rejoin.crdt.type.sequence.ReplicatedText.text(view);
  }
}
