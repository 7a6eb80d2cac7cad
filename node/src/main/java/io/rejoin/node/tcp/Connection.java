package io.rejoin.node.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.LinkId;
import io.rejoin.node.port.TransportListener;
import io.rejoin.node.transport.Refusals;
import java.io.IOException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection. The side that dialled may send as soon as it is connected; the side that was
 * dialled reports the link when the greeting has come, so strangers never reach the protocol.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends in channelInactive
final class Connection extends ChannelInboundHandlerAdapter {
  /** Above this many unsent bytes a peer gets no more credit ... */
  static final int HIGH_WATERMARK = 256 * 1_024;

  /** ... until no more than this many are left. */
  static final int LOW_WATERMARK = 64 * 1_024;

  private final TcpTransport transport;
  private final TransportListener listener;
  private final LinkId link;
  private final Channel channel;
  private final String dialled;
  private boolean opened;
  private boolean flushing;
  private String reason = "the peer closed the connection";
  private @Nullable ScheduledFuture<?> greetingTimer;

  /** A connection that this side dialled, or accepted if {@code dialled} is empty. */
  Connection(TcpTransport transport, TransportListener listener, Channel channel, String dialled) {
    this.transport = transport;
    this.listener = listener;
    this.link = transport.nextLink();
    this.channel = channel;
    this.dialled = dialled;
  }

  LinkId link() {
    return link;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (!transport.admit(this)) {
      context.close();
      return;
    }
    context.writeAndFlush(Greeting.bytes());
    long millis = transport.config().greetingTimeout().toMillis();
    greetingTimer = context.executor().schedule(this::silent, millis, TimeUnit.MILLISECONDS);
    if (!dialled.isEmpty()) {
      opened = true;
      listener.opened(link, true, dialled);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof Bytes frame) {
      listener.frame(link, frame);
    } else if (message == FrameDecoder.GREETED) {
      stopTimer();
      if (!opened) {
        opened = true;
        listener.opened(link, false, TcpTransport.shown(channel.remoteAddress()));
      }
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (opened && channel.isWritable()) {
      listener.writable(link);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stopTimer();
    transport.gone(this);
    if (opened) {
      opened = false;
      listener.closed(link, reason);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    reason = cause instanceof IOException ? String.valueOf(cause.getMessage()) : cause.toString();
    context.close();
  }

  private void silent() {
    transport.refusals().count(TcpTransport.SILENT, channel.remoteAddress() + " said nothing");
    close("the peer said nothing");
  }

  private void stopTimer() {
    ScheduledFuture<?> timer = greetingTimer;
    if (timer != null) {
      timer.cancel(false);
      greetingTimer = null;
    }
  }

  /** Queues a frame; what one turn of the loop queues is written with one system call. */
  void send(Bytes frame) {
    if (!channel.isActive()) {
      return;
    }
    int max = transport.config().maxFrame();
    if (frame.length() > max || channel.bytesBeforeWritable() > 4L * max) {
      transport.refusals().count(Refusals.NOT_SENT, link + ": " + frame.length() + " bytes");
      return;
    }
    ByteBuf out = channel.alloc().ioBuffer(FrameDecoder.HEADER + frame.length());
    out.writeInt(frame.length()).writeBytes(frame.asByteBuffer());
    channel.write(out, channel.voidPromise());
    if (!flushing) {
      flushing = true;
      channel.eventLoop().execute(this::flush);
    }
  }

  private void flush() {
    flushing = false;
    channel.flush();
  }

  /** Bytes that fit before the peer's reading has to catch up; a whole frame if nothing waits. */
  long credit() {
    long left = channel.bytesBeforeUnwritable();
    return left >= HIGH_WATERMARK ? Math.max(left, transport.config().maxFrame()) : left;
  }

  void close(String why) {
    reason = why;
    channel.flush();
    channel.close();
  }
}
