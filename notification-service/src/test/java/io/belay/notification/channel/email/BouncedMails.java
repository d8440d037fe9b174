package io.belay.notification.channel.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.belay.local.fuzz.FuzzRun;
import io.belay.local.fuzz.Mutations;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Notifications as no mail server should write them, sound ones among them. */
final class BouncedMails {
  private static final List<String> TYPES =
      List.of(
          "multipart/report; report-type=delivery-status; boundary=\"%s\"",
          "multipart/report; report-type=delivery-status; boundary=\"%s\"",
          "multipart/report; report-type=delivery-status; boundary=\"%s\"",
          "multipart/report; boundary=%s",
          "multipart/report",
          "multipart/report; boundary=\"\"",
          "multipart/report; boundary=\"%s",
          "multipart/report; boundary*0=\"%s\"; boundary*1=; charset=no-such-set",
          "multipart/report; boundary*=UTF-8''%%%s",
          "MULTIPART/REPORT ; ; BOUNDARY=\"%s\"",
          "multipart/mixed; boundary=\"%s\"",
          "text/plain",
          "multipart",
          "/",
          "");
  private static final List<String> ENCODINGS =
      List.of("7bit", "8bit", "binary", "base64", "quoted-printable", "uuencode", "x-none", "");
  private static final List<String> STATUS_TYPES =
      List.of(
          "message/delivery-status",
          "message/delivery-status",
          "message/global-delivery-status; charset=utf-8",
          "message/delivery-status; charset=no-such-set",
          "Message/Delivery-Status; x=\"",
          "text/plain",
          "message/rfc822",
          "");
  private static final List<String> ACTIONS =
      List.of(
          "failed",
          "failed",
          "FAILED ",
          "delayed",
          "delivered",
          "relayed",
          "expanded",
          "",
          "fa\u0131led",
          "\u0000failed",
          "failed\r\n\tor not",
          "x".repeat(5_000));
  private static final List<String> STATUSES =
      List.of(
          "5.1.1",
          "4.4.7",
          "2.0.0",
          "5.1.10 (no such user)",
          "5.2",
          "5.9999.9999",
          "5.1.1.1",
          "3.1.1",
          "\uff15.1.1",
          "550",
          "",
          "5." + "1".repeat(3_000));
  private static final List<String> DIAGNOSTICS =
      List.of(
          "smtp; 550 5.1.1 unknown",
          "smtp;550-no",
          "SMTP ; 452 4.2.2 full",
          "x-unix; 73",
          "smtp;" + " ".repeat(3_000) + "550",
          "smtp" + " ".repeat(3_000),
          "smtp; 550" + "-".repeat(3_000),
          "=?UTF-8?B?c210cDs=?=",
          "=?no-such-set?Q?=FF?=",
          "\u6536\u4ef6\u4eba");
  private static final List<Charset> CHARSETS = List.of(UTF_8, UTF_8, UTF_8, ISO_8859_1, UTF_16BE);

  private final FuzzRun run;
  private final Mutations mutations;
  private final List<byte[]> samples;

  /**
   * @param samples sound notifications
   */
  BouncedMails(FuzzRun run, List<byte[]> samples) {
    this.run = run;
    this.mutations = new Mutations(run.random());
    this.samples = samples;
  }

  byte[] next() {
    if (run.onceIn(3)) {
      return damaged(run.oneOf(samples));
    }
    return damaged(
        (header() + report(run.random().nextInt(6) == 0 ? run.random().nextInt(60) : 0))
            .replace("\n", run.onceIn(10) ? "\n" : "\r\n")
            .getBytes(run.oneOf(CHARSETS)));
  }

  private String header() {
    var lines = new ArrayList<String>();
    lines.add("From: MAILER-DAEMON@relay.example");
    lines.add("Subject: =?UTF-8?B?4pyI?= back");
    for (int i = run.onceIn(100) ? run.random().nextInt(3_000) : 0; i > 0; i--) {
      lines.add("Received: from relay.example");
    }
    if (run.onceIn(12)) {
      lines.add("no colon here");
    }
    if (run.onceIn(60)) {
      lines.add("X-Long: " + "y".repeat(run.random().nextInt(250_000)));
    }
    if (run.onceIn(6)) {
      lines.add("Content-Transfer-Encoding: " + run.oneOf(ENCODINGS));
    }
    return String.join("\n", lines) + "\n";
  }

  /** A report, in so many wrappings that do not belong there. */
  private String report(int depth) {
    var boundary = run.onceIn(15) ? "b".repeat(run.random().nextInt(2_000)) : "cut-" + depth;
    var parts = new ArrayList<String>();
    for (int i = run.onceIn(100) ? run.random().nextInt(2_000) : 1; i > 0; i--) {
      parts.add("Content-Type: text/plain; charset=utf-8\n\nSorry.\n");
    }
    if (depth > 0) {
      parts.add(report(depth - 1));
    }
    if (!run.onceIn(10)) {
      parts.add(run.random().nextInt(parts.size() + 1), status());
    }
    var type = run.oneOf(TYPES).replace("%s", boundary).replace("%%", "%");
    var cut = "\n--" + boundary;
    return "Content-Type: "
        + type
        + "\n"
        + cut
        + "\n"
        + String.join(cut + "\n", parts)
        + (run.onceIn(8) ? "" : cut + "--\n");
  }

  private String status() {
    var fields = new StringBuilder("Reporting-MTA: dns; relay.example\n\n");
    for (int group = run.onceIn(30) ? run.random().nextInt(30) : 1; group > 0; group--) {
      fields.append("Final-Recipient: rfc822; wang@example.com\n");
      field(fields, "Action", ACTIONS);
      field(fields, "Status", STATUSES);
      field(fields, "Diagnostic-Code", DIAGNOSTICS);
      fields.append("\n");
    }
    boolean encoded = run.onceIn(10);
    return "Content-Type: "
        + run.oneOf(STATUS_TYPES)
        + "\nContent-Transfer-Encoding: "
        + (encoded ? "base64" : run.onceIn(5) ? run.oneOf(ENCODINGS) : "7bit")
        + "\n\n"
        + (encoded
            ? Base64.getMimeEncoder().encodeToString(fields.toString().getBytes(UTF_8))
            : fields);
  }

  private void field(StringBuilder fields, String name, List<String> values) {
    for (int i = run.onceIn(10) ? run.random().nextInt(4) : 1; i > 0; i--) {
      fields
          .append(name)
          .append(run.onceIn(25) ? " " : ": ")
          .append(run.oneOf(values))
          .append('\n');
    }
  }

  private byte[] damaged(byte[] sound) {
    return run.onceIn(2) ? mutations.of(sound) : sound;
  }
}
