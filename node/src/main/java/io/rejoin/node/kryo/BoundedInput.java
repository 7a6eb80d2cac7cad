package io.rejoin.node.kryo;

import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.io.Input;

/**
 * An input over one value that believes no declared size: what says how many elements or bytes
 * follow must not exceed the bytes that are left. Kryo 5.6.2 itself allocates first and reads
 * later, so that six bytes can ask for two gigabytes.
 *
 * <p>Sizes up to {@value #SMALL} pass, because class ids and versions are read the same way and
 * because elements may need no byte of their own.
 */
final class BoundedInput extends Input {
  static final int SMALL = 1_024;

  BoundedInput(byte[] value) {
    super(value);
  }

  @Override
  public int readVarInt(boolean optimizePositive) {
    int value = super.readVarInt(optimizePositive);
    return optimizePositive ? declared(value) : value;
  }

  /** Numbers that are values, such as years and nanoseconds; no size is read this way. */
  @Override
  public int readInt(boolean optimizePositive) {
    return getVariableLengthEncoding() ? super.readVarInt(optimizePositive) : readInt();
  }

  @Override
  public int readVarIntFlag(boolean optimizePositive) {
    int value = super.readVarIntFlag(optimizePositive);
    return optimizePositive ? declared(value) : value;
  }

  @Override
  public byte[] readBytes(int length) {
    return super.readBytes(fitting(length, Byte.BYTES));
  }

  @Override
  public int[] readInts(int length) {
    return super.readInts(fitting(length, Integer.BYTES));
  }

  @Override
  public long[] readLongs(int length) {
    return super.readLongs(fitting(length, Long.BYTES));
  }

  @Override
  public float[] readFloats(int length) {
    return super.readFloats(fitting(length, Float.BYTES));
  }

  @Override
  public double[] readDoubles(int length) {
    return super.readDoubles(fitting(length, Double.BYTES));
  }

  @Override
  public short[] readShorts(int length) {
    return super.readShorts(fitting(length, Short.BYTES));
  }

  @Override
  public char[] readChars(int length) {
    return super.readChars(fitting(length, Character.BYTES));
  }

  @Override
  public boolean[] readBooleans(int length) {
    return super.readBooleans(fitting(length, Byte.BYTES));
  }

  private int left() {
    return limit() - position();
  }

  /** Kryo writes a size plus one, to keep 0 for null. */
  private int declared(int size) {
    if (size < 0 || size > Math.max(SMALL, left() + 1)) {
      throw new KryoException("a size of " + size + " is declared, " + left() + " bytes are left");
    }
    return size;
  }

  private int fitting(int length, int elementBytes) {
    if (length < 0 || length > left() / elementBytes) {
      throw new KryoException(
          length + " elements of " + elementBytes + " bytes are declared, " + left() + " are left");
    }
    return length;
  }
}
