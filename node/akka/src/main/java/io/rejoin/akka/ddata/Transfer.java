package io.rejoin.akka.ddata;

import akka.cluster.ddata.Flag;
import akka.cluster.ddata.GCounter;
import akka.cluster.ddata.GSet;
import akka.cluster.ddata.LWWMap;
import akka.cluster.ddata.LWWRegister;
import akka.cluster.ddata.ORMap;
import akka.cluster.ddata.ORMultiMap;
import akka.cluster.ddata.ORSet;
import akka.cluster.ddata.PNCounter;
import akka.cluster.ddata.PNCounterMap;
import akka.cluster.ddata.ReplicatedData;
import io.rejoin.Codec;
import io.rejoin.value.GrowOnlySet;
import io.rejoin.value.LwwMap;
import io.rejoin.value.Multimap;
import io.rejoin.value.ReplicatedMap;
import io.rejoin.value.ReplicatedSet;
import io.rejoin.value.Values;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What each type of Akka Distributed Data becomes. A value is read whole before anything of it is
 * written.
 */
record Transfer<E>(Codec<E> codec, Function<Object, E> elements) {

  /** Whether it must not be written twice. */
  static boolean counts(ReplicatedData data) {
    return data instanceof GCounter
        || data instanceof PNCounter
        || data instanceof PNCounterMap<?>
        || data instanceof ORMap<?, ?>;
  }

  /**
   * Reads a value.
   *
   * @param at where it is to be: the grid, or a map
   * @return what writes it there
   * @throws IllegalArgumentException if there is no such type, or it does not fit
   */
  Runnable prepare(ReplicatedData data, Values at, String name) {
    if (data instanceof GCounter counter) {
      long amount = fitting(counter.getValue());
      return () -> at.growOnlyCounter(name).add(amount);
    } else if (data instanceof PNCounter counter) {
      long amount = fitting(counter.getValue());
      return () -> at.counter(name).add(amount);
    } else if (data instanceof Flag flag) {
      return flag.enabled() ? () -> at.flag(name).enable() : () -> {};
    } else if (data instanceof LWWRegister<?> register) {
      E value = elements.apply(register.getValue());
      return () -> at.register(name, codec).set(value);
    } else if (data instanceof GSet<?> set) {
      List<E> all = all(set.getElements());
      GrowOnlySet<E> target = at.growOnlySet(name, codec);
      return () -> all.forEach(target::add);
    } else if (data instanceof ORSet<?> set) {
      List<E> all = all(set.getElements());
      ReplicatedSet<E> target = at.set(name, codec);
      return () -> all.forEach(target::add);
    }
    return map(data, at, name);
  }

  private Runnable map(ReplicatedData data, Values at, String name) {
    if (data instanceof LWWMap<?, ?> map) {
      LwwMap<E, E> target = at.lastWriterWinsMap(name, codec, codec);
      return each(map.getEntries(), (field, value) -> {
        E key = elements.apply(field);
        E taken = elements.apply(value);
        return () -> target.put(key, taken);
      });
    } else if (data instanceof ORMultiMap<?, ?> map) {
      Multimap<E, E> target = at.multimap(name, codec, codec);
      return each(map.getEntries(), (field, values) -> {
        E key = elements.apply(field);
        List<E> all = all(values);
        return () -> all.forEach(value -> target.put(key, value));
      });
    } else if (data instanceof PNCounterMap<?> map) {
      ReplicatedMap target = at.map(name);
      return each(map.getEntries(), (field, count) -> {
        String key = String.valueOf(elements.apply(field));
        long amount = fitting(count);
        return () -> target.counter(key).add(amount);
      });
    } else if (data instanceof ORMap<?, ?> map) {
      ReplicatedMap target = at.map(name);
      return each(
          map.getEntries(),
          (field, value) ->
              prepare((ReplicatedData) value, target, String.valueOf(elements.apply(field))));
    }
    throw new IllegalArgumentException(
        "nothing here stands for a " + data.getClass().getName());
  }

  private interface Part<K, V> {
    Runnable prepare(K field, V value);
  }

  private static <K, V> Runnable each(Map<K, V> entries, Part<? super K, ? super V> part) {
    List<Runnable> writes = new ArrayList<>();
    entries.forEach((field, value) -> writes.add(part.prepare(field, value)));
    return () -> writes.forEach(Runnable::run);
  }

  private List<E> all(Iterable<?> found) {
    List<E> all = new ArrayList<>();
    found.forEach(element -> all.add(elements.apply(element)));
    return all;
  }

  private static long fitting(BigInteger count) {
    try {
      return count.longValueExact();
    } catch (ArithmeticException tooGreat) {
      throw new IllegalArgumentException("its count does not fit in 64 bits: " + count, tooGreat);
    }
  }
}
