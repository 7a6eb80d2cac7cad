package io.rejoin.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.IoEventLoop;
import io.netty.util.concurrent.Future;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.LinkId;
import io.rejoin.node.port.TransportListener;
import io.rejoin.node.tcp.TcpThread;
import io.rejoin.node.transport.NodeTransport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A transport on a thread that stands for the core's, and what it told. */
public final class TransportEnd implements TransportListener, AutoCloseable {
  private final IoEventLoop thread = TcpThread.start("rejoin-contract");
  private final NodeTransport transport;
  private final List<LinkId> opened = new CopyOnWriteArrayList<>();
  private final List<String> addresses = new CopyOnWriteArrayList<>();
  private final List<LinkId> closed = new CopyOnWriteArrayList<>();
  private final List<String> wrong = new CopyOnWriteArrayList<>();
  private final Map<LinkId, List<Bytes>> frames = new ConcurrentHashMap<>();
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicInteger writable = new AtomicInteger();
  private final Deque<Bytes> unsent = new ArrayDeque<>();
  private boolean inside;

  /** Who opens a transport. */
  public interface Opening {
    NodeTransport on(IoEventLoop thread) throws Exception;
  }

  public TransportEnd(Opening opening) throws Exception {
    transport = opening.on(thread);
    transport.start(this);
  }

  /** Does something on the thread and waits for what comes of it. */
  private <T> T on(Callable<T> task) {
    try {
      return thread
          .submit(() -> {
            inside = true;
            try {
              return task.call();
            } finally {
              inside = false;
            }
          })
          .get();
    } catch (Exception failure) {
      throw new AssertionError("a transport never throws", failure);
    }
  }

  /** Holds the thread, as a node does that cannot keep up. */
  public CountDownLatch hold() {
    CountDownLatch release = new CountDownLatch(1);
    thread.execute(() -> {
      try {
        release.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    });
    return release;
  }

  public String address() {
    return transport.address().orElseThrow();
  }

  public NodeTransport transport() {
    return transport;
  }

  public void dial(String address) {
    on(() -> {
      transport.dial(address);
      return true;
    });
  }

  public void send(LinkId link, Bytes frame) {
    on(() -> {
      transport.send(link, frame);
      return true;
    });
  }

  public long credit(LinkId link) {
    return on(() -> transport.credit(link));
  }

  public void close(LinkId link) {
    on(() -> {
      transport.close(link);
      return true;
    });
  }

  /** Sends all of these on the first link, as there is credit. */
  public void sendWithCredit(Collection<Bytes> all) {
    on(() -> {
      unsent.addAll(all);
      pump(opened.get(0));
      return true;
    });
  }

  /** How many frames are not sent yet for want of credit. */
  public int unsent() {
    return on(unsent::size);
  }

  private void pump(LinkId link) {
    while (!unsent.isEmpty() && transport.credit(link) > 0) {
      transport.send(link, unsent.remove());
    }
  }

  /** The first link. */
  public LinkId link() {
    return opened.get(0);
  }

  public List<LinkId> opened() {
    return opened;
  }

  public List<String> addresses() {
    return addresses;
  }

  public List<LinkId> closed() {
    return closed;
  }

  public int arrived() {
    return arrived.get();
  }

  public int writable() {
    return writable.get();
  }

  /** The frames of the first link. */
  public List<Bytes> frames() {
    return frames(link());
  }

  public List<Bytes> frames(LinkId link) {
    return List.copyOf(frames.getOrDefault(link, List.of()));
  }

  private void check(String what, boolean fits) {
    if (!thread.inEventLoop() || inside) {
      wrong.add(what + " was told on another thread, or from within a method");
    } else if (!fits) {
      wrong.add(what + " was told out of place");
    }
  }

  private boolean isOpen(LinkId link) {
    return opened.contains(link) && !closed.contains(link);
  }

  @Override
  public void opened(LinkId link, boolean dialled, String address) {
    check("opened", !opened.contains(link));
    opened.add(link);
    addresses.add((dialled ? "to " : "from ") + address);
  }

  @Override
  public void frame(LinkId link, Bytes frame) {
    check("a frame", isOpen(link));
    frames.computeIfAbsent(link, first -> new ArrayList<>()).add(frame);
    arrived.incrementAndGet();
  }

  @Override
  public void closed(LinkId link, String reason) {
    check("closed", isOpen(link) && !reason.isEmpty());
    closed.add(link);
  }

  @Override
  public void writable(LinkId link) {
    check("writable", isOpen(link));
    writable.incrementAndGet();
    pump(link);
  }

  @Override
  public void close() {
    transport.close();
    Future<?> ended = thread.shutdownGracefully(0, 10, TimeUnit.SECONDS);
    assertTrue(ended.awaitUninterruptibly(10, TimeUnit.SECONDS));
    assertEquals(List.of(), wrong);
  }
}
