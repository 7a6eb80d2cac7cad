package io.rejoin.node.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.serializers.FieldSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.TaggedFieldSerializer;
import com.esotericsoftware.kryo.kryo5.serializers.VersionFieldSerializer;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * Kryo's two serializers for classes that evolve, made safe against a class id that does not fit
 * its field: Kryo sets fields with Unsafe where it can, which checks no type.
 */
final class CheckedFields {
  private CheckedFields() {}

  /** Fields may be added, each marked with {@link VersionFieldSerializer.Since}. */
  static final class Versioned<T> extends VersionFieldSerializer<T> {
    Versioned(Kryo kryo, Class<T> type) {
      super(kryo, type);
    }

    @Override
    public @Nullable T read(Kryo kryo, Input input, Class<? extends T> type) {
      T object = super.read(kryo, input, type);
      return object == null ? null : checked(object, getFields());
    }
  }

  /** Fields may come and go; only those marked with {@link TaggedFieldSerializer.Tag} are kept. */
  static final class Tagged<T> extends TaggedFieldSerializer<T> {
    Tagged(Kryo kryo, Class<T> type) {
      super(kryo, type, chunked());
    }

    private static TaggedFieldSerializerConfig chunked() {
      TaggedFieldSerializerConfig config = new TaggedFieldSerializerConfig();
      config.setReadUnknownTagData(true);
      return config;
    }

    @Override
    public @Nullable T read(Kryo kryo, Input input, Class<? extends T> type) {
      T object = super.read(kryo, input, type);
      return object == null ? null : checked(object, getFields());
    }
  }

  private static <T> T checked(T object, FieldSerializer.CachedField[] fields) {
    for (FieldSerializer.CachedField cached : fields) {
      Field field = cached.getField();
      if (!field.getType().isPrimitive()) {
        check(object, field);
      }
    }
    return object;
  }

  private static void check(Object object, Field field) {
    Object value;
    try {
      value = field.get(object);
    } catch (IllegalAccessException closed) {
      throw new KryoException("cannot check " + field, closed);
    }
    if (value != null && !field.getType().isInstance(value)) {
      throw new KryoException("a " + value.getClass().getName() + " stands for " + field);
    }
  }
}
