package io.rejoin.node.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.serializers.VersionFieldSerializer.Since;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Records that evolve: components may be added at any place, each marked with {@link Since} and a
 * version above all others. Bytes of an older version give them null, zero or false; bytes of a
 * newer version cannot be read. Kryo's own serializer for records has no versions.
 */
final class RecordFields<T> extends Serializer<T> {
  private final Component[] components;
  private final Constructor<T> constructor;
  private final int version;

  private record Component(Class<?> type, Method accessor, int since, int place, boolean exact) {}

  RecordFields(Kryo kryo, Class<T> type) {
    super(false, true);
    RecordComponent[] declared = type.getRecordComponents();
    components = new Component[declared.length];
    Class<?>[] types = new Class<?>[declared.length];
    for (int i = 0; i < declared.length; i++) {
      types[i] = declared[i].getType();
      components[i] = component(kryo, type, declared[i], i);
    }
    // Older components first, then by name: the order of declaration may change.
    Arrays.sort(
        components,
        Comparator.comparingInt(Component::since)
            .thenComparing(component -> component.accessor().getName()));
    version = components.length == 0 ? 0 : components[components.length - 1].since();
    constructor = canonical(type, types);
  }

  private static Component component(
      Kryo kryo, Class<?> type, RecordComponent declared, int place) {
    Method accessor = declared.getAccessor();
    accessor.setAccessible(true);
    try {
      Since since = type.getDeclaredField(declared.getName()).getAnnotation(Since.class);
      boolean exact = declared.getType().isPrimitive() || kryo.isFinal(declared.getType());
      return new Component(
          declared.getType(), accessor, since == null ? 0 : since.value(), place, exact);
    } catch (NoSuchFieldException impossible) {
      throw new KryoException(impossible);
    }
  }

  private static <T> Constructor<T> canonical(Class<T> type, Class<?>[] types) {
    try {
      Constructor<T> found = type.getDeclaredConstructor(types);
      found.setAccessible(true);
      return found;
    } catch (NoSuchMethodException impossible) {
      throw new KryoException(impossible);
    }
  }

  @Override
  public void write(Kryo kryo, Output output, T record) {
    output.writeVarInt(version, true);
    for (Component component : components) {
      Object value = value(component, record);
      if (component.exact()) {
        kryo.writeObjectOrNull(output, value, component.type());
      } else {
        kryo.writeClassAndObject(output, value);
      }
    }
  }

  @Override
  public T read(Kryo kryo, Input input, Class<? extends T> type) {
    int written = input.readVarInt(true);
    if (written > version) {
      throw new KryoException(
          type.getName() + " of version " + written + ", this node knows " + version);
    }
    Object[] values = new Object[components.length];
    for (Component component : components) {
      Object value = component.since() > written ? null : read(kryo, input, component);
      values[component.place()] = value == null ? absent(component.type()) : value;
    }
    return create(values);
  }

  private static @Nullable Object read(Kryo kryo, Input input, Component component) {
    return component.exact()
        ? kryo.readObjectOrNull(input, component.type())
        : kryo.readClassAndObject(input);
  }

  private static @Nullable Object absent(Class<?> type) {
    return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
  }

  private static @Nullable Object value(Component component, Object record) {
    try {
      return component.accessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException failure) {
      throw new KryoException("cannot read " + component.accessor(), failure);
    }
  }

  private T create(Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException | IllegalArgumentException refused) {
      throw new KryoException("the values do not fit " + constructor, refused);
    }
  }
}
