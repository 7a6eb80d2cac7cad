package io.rejoin.hazelcast;

import io.rejoin.GridException;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.type.StandardTypes;
import org.jspecify.annotations.Nullable;

/**
 * What an entry of a Hazelcast map holds that is a replicated value: the id of its type and its
 * state. Two of them are joined, never chosen from. Immutable; Hazelcast finds its serializer by
 * itself ({@link CrdtValueHook}).
 */
public final class CrdtValue {
  private static final int MAX_TYPE = 0xffff;

  private final int type;
  private final State state;

  /** Of a type with this id. */
  public CrdtValue(int type, State state) {
    this.type = type;
    this.state = state.compact();
  }

  /** An empty value of a type. */
  public static CrdtValue empty(CrdtType<?> type) {
    return new CrdtValue(type.id(), State.EMPTY);
  }

  /**
   * The state of what lies under a key, empty if nothing does.
   *
   * @throws GridException.BadOperation if it is of another type
   */
  static State stateOf(@Nullable CrdtValue value, String key, int type) {
    if (value == null) {
      return State.EMPTY;
    }
    if (value.type != type) {
      throw new GridException.BadOperation(
          "'" + key + "' is a " + name(value.type) + " in this map, not a " + name(type));
    }
    return value.state;
  }

  private static String name(int type) {
    return StandardTypes.catalogue().byId(type).map(CrdtType::name).orElse("type " + type);
  }

  /** The id of its type. */
  public int type() {
    return type;
  }

  /** For the readers of its type. */
  public State state() {
    return state;
  }

  /**
   * What both have seen; this one if the other brings nothing.
   *
   * @throws IllegalArgumentException if they are of two types
   */
  public CrdtValue join(CrdtValue other) {
    if (type != other.type) {
      throw new IllegalArgumentException(
          "values of the types " + type + " and " + other.type + " cannot be joined");
    }
    Joined joined = state.join(other.state);
    return joined.changed() ? new CrdtValue(type, joined.state()) : this;
  }

  byte[] toBytes() {
    ByteWriter out = new ByteWriter();
    out.varint(type);
    state.write(out);
    return out.toBytes().toArray();
  }

  static CrdtValue read(byte[] bytes) throws MalformedBytes {
    ByteReader in = new ByteReader(Bytes.wrap(bytes));
    int type = (int) in.varint(MAX_TYPE);
    State state = State.read(in);
    in.end();
    return new CrdtValue(type, state);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CrdtValue that && type == that.type && state.equals(that.state);
  }

  @Override
  public int hashCode() {
    return 31 * type + state.hashCode();
  }

  @Override
  public String toString() {
    return "CrdtValue of type " + type + ": " + state;
  }
}
