package io.rejoin.node.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.serializers.EnumNameSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.TaggedFieldSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.VersionFieldSerializer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * The classes that a codec may meet, each with an id. The ids are part of the stored bytes: they
 * must be the same on every node and must never be given to another class.
 *
 * <p>Known already: primitives, texts, arrays of them, the collections, times, big numbers, UUID
 * and Optional of the JDK.
 */
public final class Classes {
  /** The least id for a class of an application. */
  public static final int FIRST_ID = 100;

  /** The largest id. */
  public static final int LAST_ID = 1_000;

  private final Map<Integer, Class<?>> types = new TreeMap<>();
  private final Map<Integer, BiFunction<Kryo, Class<?>, Serializer<?>>> serializers =
      new TreeMap<>();

  Classes() {}

  /**
   * Registers a record, an enum, an array of registered classes, or a class with a constructor
   * without parameters. Records and classes may get more components and fields later, each marked
   * with {@link VersionFieldSerializer.Since}; enums are stored by name.
   *
   * @throws IllegalArgumentException if the id or the class is taken or out of range
   */
  public Classes add(int id, Class<?> type) {
    return add(id, type, Classes::serializer);
  }

  /**
   * Registers a class whose fields come and go: those marked with {@link
   * TaggedFieldSerializer.Tag} are stored, unknown ones are skipped.
   *
   * @throws IllegalArgumentException if the id or the class is taken or out of range
   */
  public Classes addTagged(int id, Class<?> type) {
    return add(id, type, (kryo, tagged) -> new CheckedFields.Tagged<>(kryo, tagged));
  }

  private Classes add(int id, Class<?> type, BiFunction<Kryo, Class<?>, Serializer<?>> how) {
    if (id < FIRST_ID || id > LAST_ID) {
      throw new IllegalArgumentException("the id of " + type.getName() + " must be " + FIRST_ID
          + " to " + LAST_ID + ", not " + id);
    }
    if (types.containsKey(id) || types.containsValue(type)) {
      throw new IllegalArgumentException(id + " or " + type.getName() + " is registered already");
    }
    if (type.getName().startsWith("java.") || type.isInterface() || type.isPrimitive()) {
      throw new IllegalArgumentException(
          type.getName() + " is known already, or no class whose bytes can be bounded");
    }
    types.put(id, type);
    serializers.put(id, how);
    return this;
  }

  private static Serializer<?> serializer(Kryo kryo, Class<?> type) {
    if (type.isRecord()) {
      return new RecordFields<>(kryo, type);
    }
    if (type.isEnum()) {
      return new EnumNameSerializer(type.asSubclass(Enum.class));
    }
    if (type.isArray()) {
      return kryo.getDefaultSerializer(type);
    }
    if (Arrays.stream(type.getDeclaredConstructors()).noneMatch(c -> c.getParameterCount() == 0)) {
      throw new IllegalArgumentException(
          type.getName() + " must be a record or have a constructor without parameters");
    }
    return new CheckedFields.Versioned<>(kryo, type);
  }

  ClosedKryo kryo() {
    ClosedKryo kryo = new ClosedKryo();
    JdkClasses.register(kryo);
    types.forEach((id, type) -> {
      BiFunction<Kryo, Class<?>, Serializer<?>> how = serializers.get(id);
      if (how != null) {
        kryo.register(type, how.apply(kryo, type), id);
      }
    });
    return kryo;
  }
}
