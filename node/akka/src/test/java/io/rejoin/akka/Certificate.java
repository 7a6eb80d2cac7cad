package io.rejoin.akka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** A key and its certificate in PEM files, for one test; nodes that have them trust each other. */
record Certificate(Path key, Path certificate) {
  private static final String PASSWORD = "changeit";

  static Certificate create(Path folder, String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process made = new ProcessBuilder(
            keytool.toString(),
            "-genkeypair",
            "-alias",
            name,
            "-keyalg",
            "RSA",
            "-validity",
            "2",
            "-dname",
            "CN=" + name,
            "-ext",
            "san=ip:127.0.0.1",
            "-ext",
            "bc:critical=ca:true",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD)
        .redirectErrorStream(true)
        .start();
    String said = new String(made.getInputStream().readAllBytes(), US_ASCII);
    if (!made.waitFor(60, TimeUnit.SECONDS) || made.exitValue() != 0) {
      throw new IllegalStateException("keytool: " + said);
    }
    KeyStore pair = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    return new Certificate(
        pem(
            folder.resolve(name + ".key"),
            "PRIVATE KEY",
            pair.getKey(name, PASSWORD.toCharArray()).getEncoded()),
        pem(
            folder.resolve(name + ".crt"),
            "CERTIFICATE",
            pair.getCertificate(name).getEncoded()));
  }

  private static Path pem(Path file, String kind, byte[] content) throws Exception {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, text));
  }

  /** What docs/AKKA.md says of TLS. */
  String configuration() {
    return """
        akka.remote.artery {
          transport = tls-tcp
          ssl.ssl-engine-provider = "akka.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider"
          ssl.rotating-keys-engine {
            key-file = "%s"
            cert-file = "%s"
            ca-cert-file = "%s"
          }
        }
        """.formatted(key, certificate, certificate);
  }
}
