package io.belay.escalation.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/** Key of a member's row: its incident, a zero byte, the case. Ids have no zero byte. */
final class MemberKey {
  private MemberKey() {}

  static Bytes of(String incidentId, String caseId) {
    return key(incidentId, caseId, 0);
  }

  /** Before the first member of an incident. */
  static Bytes first(String incidentId) {
    return key(incidentId, "", 0);
  }

  /** Before the member that follows this one. */
  static Bytes after(String incidentId, String caseId) {
    return key(incidentId, caseId, 1);
  }

  /** After the last member of an incident. */
  static Bytes last(String incidentId) {
    byte[] incident = incidentId.getBytes(UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(incident.length + 1).put(incident).put((byte) 1).array());
  }

  static String caseId(String incidentId, Bytes key) {
    int from = incidentId.getBytes(UTF_8).length + 1;
    return new String(key.get(), from, key.get().length - from, UTF_8);
  }

  private static Bytes key(String incidentId, String caseId, int trailingZeros) {
    byte[] incident = incidentId.getBytes(UTF_8);
    byte[] member = caseId.getBytes(UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(incident.length + 1 + member.length + trailingZeros)
            .put(incident)
            .put((byte) 0)
            .put(member)
            .array());
  }
}
