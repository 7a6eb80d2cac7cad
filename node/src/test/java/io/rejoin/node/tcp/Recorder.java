package io.rejoin.node.tcp;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.LinkId;
import io.rejoin.node.port.TransportListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Notes what a transport tells. */
final class Recorder implements TransportListener {
  final List<LinkId> opened = new CopyOnWriteArrayList<>();
  final List<String> addresses = new CopyOnWriteArrayList<>();
  final List<Bytes> frames = new CopyOnWriteArrayList<>();
  final List<String> closed = new CopyOnWriteArrayList<>();
  final AtomicInteger writable = new AtomicInteger();

  @Override
  public void opened(LinkId link, boolean dialled, String address) {
    opened.add(link);
    addresses.add((dialled ? "to " : "from ") + address);
  }

  @Override
  public void frame(LinkId link, Bytes frame) {
    frames.add(frame);
  }

  @Override
  public void closed(LinkId link, String reason) {
    closed.add(reason);
  }

  @Override
  public void writable(LinkId link) {
    writable.incrementAndGet();
  }
}
