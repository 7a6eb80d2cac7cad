package io.rejoin.examples.demo.grid;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A kept-alive HTTP/1.1 connection to a port of this machine. Ours and not the JDK's because a
 * request must be sent once and never again: the oracle counts what was sent.
 */
final class HttpConnection implements AutoCloseable {
  private static final int MAX_LINE_BYTES = 8 * 1024;
  private static final int MAX_BODY_BYTES = 64 << 20;
  private static final int TIMEOUT_MS = 60_000;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final OutputStream out;
  private boolean reusable = true;

  /** What came back. */
  record Response(int status, String body) {}

  HttpConnection(int port) throws IOException {
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
      in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
      out = socket.getOutputStream();
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  Response exchange(String method, String path, String body) throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head = "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            .formatted(method, path)
        + "Content-Length: "
        + content.length
        + "\r\n\r\n";
    ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + content.length);
    request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(content);
    out.write(request.toByteArray());
    return response();
  }

  /** Whether the server left the connection open after the last exchange. */
  boolean reusable() {
    return reusable;
  }

  private Response response() throws IOException {
    String[] status = line().split(" ", 3);
    if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
      throw new ProtocolException("not an HTTP status line");
    }
    int length = 0;
    boolean chunked = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
      } else if (header.startsWith("transfer-encoding:")) {
        chunked = header.endsWith("chunked");
      } else if (header.startsWith("connection:")) {
        reusable = !header.endsWith("close");
      }
    }
    byte[] body = chunked ? chunks() : bytes(length);
    return new Response(Integer.parseInt(status[1]), new String(body, StandardCharsets.UTF_8));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int length = Integer.parseInt(line().split(";", 2)[0].strip(), 16);
      body.writeBytes(bytes(length));
      String end = line();
      if (length == 0) {
        while (!end.isEmpty()) {
          end = line();
        }
        return body.toByteArray();
      }
    }
  }

  private byte[] bytes(int length) throws IOException {
    if (length < 0 || length > MAX_BODY_BYTES) {
      throw new ProtocolException("a body of " + length + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the connection ended within a body");
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection ended within a head");
      }
      if (line.length() >= MAX_LINE_BYTES) {
        throw new ProtocolException("a line over " + MAX_LINE_BYTES + " bytes");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      reusable = false;
    }
  }
}
