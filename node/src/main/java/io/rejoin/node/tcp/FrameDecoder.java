package io.rejoin.node.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.transport.Refusals;
import java.util.List;

/**
 * Cuts the stream into frames: the greeting, then for each frame its length in four bytes, most
 * significant first, and its bytes. Memory is taken for what has arrived, never for what a length
 * promises. Anything else ends the connection.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for a close
final class FrameDecoder extends ByteToMessageDecoder {
  static final int HEADER = 4;

  private static final String NOT_REJOIN = "not-rejoin";
  private static final String FRAME_SIZE = "frame-size";

  /** Stands for the greeting among the frames. */
  static final Object GREETED = new Object();

  private final int maxFrame;
  private final Refusals refusals;
  private boolean greeted;

  FrameDecoder(int maxFrame, Refusals refusals) {
    this.maxFrame = maxFrame;
    this.refusals = refusals;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (!greeted && !greet(context, in, out)) {
      return;
    }
    if (in.readableBytes() < HEADER) {
      return;
    }
    int length = in.getInt(in.readerIndex());
    if (length <= 0 || length > maxFrame) {
      String claim = Integer.toUnsignedString(length);
      refuse(context, in, FRAME_SIZE, "a frame of " + claim + " bytes");
    } else if (in.readableBytes() - HEADER >= length) {
      byte[] frame = new byte[length];
      in.skipBytes(HEADER).readBytes(frame);
      out.add(Bytes.wrap(frame));
    }
  }

  private boolean greet(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (!Greeting.fits(in)) {
      String opening = "it opened with '" + Greeting.shown(in) + "'";
      refuse(context, in, NOT_REJOIN, opening);
      return false;
    }
    if (in.readableBytes() < Greeting.LENGTH) {
      return false;
    }
    in.skipBytes(Greeting.LENGTH);
    greeted = true;
    out.add(GREETED);
    return true;
  }

  private void refuse(ChannelHandlerContext context, ByteBuf in, String reason, String detail) {
    refusals.count(reason, context.channel().remoteAddress() + ": " + detail);
    in.skipBytes(in.readableBytes());
    context.close();
  }
}
