package io.rejoin.benchmarks.akka.cluster;

import java.util.List;

/** A cluster that keeps nothing: what it sends is sent in the others too. */
final class NoData implements Data {

  @Override
  public void increment(String counter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void add(String set, String element) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void put(String map, String field, String value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void set(String register, String value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void settle() {}

  @Override
  public long count(String counter) {
    return 0;
  }

  @Override
  public String text(String register) {
    return "";
  }

  @Override
  public long entries() {
    return 0;
  }

  @Override
  public int peers() {
    return Nodes.COUNT - 1;
  }

  @Override
  public void onChange(String counter, Runnable changed) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void fill(int from, int to, List<Data> nodes) {
    throw new UnsupportedOperationException();
  }
}
