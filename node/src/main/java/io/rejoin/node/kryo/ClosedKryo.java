package io.rejoin.node.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.util.DefaultClassResolver;

/** A Kryo for trees of registered classes: no class names, no shared references, bounded depth. */
final class ClosedKryo extends Kryo {
  static final int MAX_DEPTH = 64;

  ClosedKryo() {
    super(new IdsOnly(), null);
    setRegistrationRequired(true);
    setReferences(false);
    setMaxDepth(MAX_DEPTH);
  }

  @Override
  protected String unregisteredClassMessage(@SuppressWarnings("rawtypes") Class type) {
    return type.getName()
        + " is not registered with this codec: add(id, "
        + type.getSimpleName()
        + ".class) registers it, with the same id on every node";
  }

  /** Bytes can name a class by its registered id only. */
  private static final class IdsOnly extends DefaultClassResolver {
    @Override
    protected Registration readName(Input input) {
      throw new KryoException("the bytes name a class instead of giving an id");
    }
  }
}
