package io.belay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.MalformedInputException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.avro.SchemaParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTroubleTest {
  /** As Apicurio's client throws it. */
  public static final class Answered extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;

    Answered(int status) {
      this.status = status;
    }

    public int getResponseStatusCode() {
      return status;
    }
  }

  /** As Confluent's client throws it. */
  public static final class Told extends java.io.IOException {
    private static final long serialVersionUID = 1;

    public int getStatus() {
      return 404;
    }
  }

  /** As Jackson throws it of what is no JSON. */
  private static final class NoJson extends IOException {
    private static final long serialVersionUID = 1;
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 429, 401, 403, 408})
  void aRegistryThatCannotAnswerNowIsToBlame(int status) {
    assertThat(RegistryTrouble.isCauseOf(new IllegalStateException(new Answered(status)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 400, 422})
  void anAnswerAboutTheSchemaBlamesTheRecord(int status) {
    assertThat(RegistryTrouble.isCauseOf(new IllegalStateException(new Answered(status))))
        .isFalse();
  }

  @Test
  void anAnswerCountsMoreThanTheKindOfItsException() {
    assertThat(RegistryTrouble.isCauseOf(new Told())).isFalse();
  }

  @ParameterizedTest
  @MethodSource
  void aNetworkThatFailsIsToBlame(Exception failure) {
    assertThat(RegistryTrouble.isCauseOf(new RuntimeException(failure))).isTrue();
  }

  static Stream<Exception> aNetworkThatFailsIsToBlame() {
    return Stream.of(
        new ConnectException(),
        new SocketException("Connection reset"),
        new UnknownHostException("registry"),
        new SocketTimeoutException(),
        new HttpConnectTimeoutException("connect"),
        new HttpTimeoutException("no answer"),
        new ClosedChannelException(),
        new SSLHandshakeException("no certificate"),
        // as the JDK's client tells of a connection that ends midway
        new IOException("HTTP/1.1 header parser received no bytes", new EOFException()),
        new TimeoutException());
  }

  @ParameterizedTest
  @MethodSource
  void bytesOrASchemaThatCannotBeReadBlameTheRecord(Exception failure) {
    assertThat(RegistryTrouble.isCauseOf(new RuntimeException(failure))).isFalse();
  }

  static Stream<Exception> bytesOrASchemaThatCannotBeReadBlameTheRecord() {
    var noJson = new NoJson();
    return Stream.of(
        new EOFException(),
        new InvalidNumberEncodingException("long"),
        new UncheckedIOException(noJson),
        new SchemaParseException(noJson),
        new SchemaParseException(new CharConversionException("no UTF-32")),
        new SchemaParseException(new IOException("as a parser may say it")),
        new UncheckedIOException(new MalformedInputException(1)),
        new IllegalStateException("no record"));
  }

  @Test
  void aRefusalIsWhatTheRegistryItselfSaidOfTheSchema() {
    assertThat(RegistryTrouble.isRefusal(new IllegalStateException(new Answered(404)))).isTrue();
    assertThat(RegistryTrouble.isRefusal(new IllegalStateException(new Told()))).isTrue();
    for (int status : new int[] {200, 401, 429, 500, 503}) {
      assertThat(RegistryTrouble.isRefusal(new Answered(status))).as("%d", status).isFalse();
    }
    assertThat(RegistryTrouble.isRefusal(new ConnectException())).isFalse();
    assertThat(RegistryTrouble.isRefusal(new SchemaParseException("no schema"))).isFalse();
  }
}
