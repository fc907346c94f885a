package dev.nightshift.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.nightshift.certificates.look.AcmHoldings;
import dev.nightshift.certificates.look.IamHoldings;
import dev.nightshift.certificates.look.RdsHoldings;
import dev.nightshift.certificates.model.Holding;
import dev.nightshift.kit.aws.Clients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.KeyAlgorithm;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.rds.RdsClient;

/// Answers as the AWS API references show them, and random ones with members missing: the adapters ask for the same as
/// the SDK's clients do, and understand the same.
class SameAsSdkTest {
    private static final String CERTIFICATE = """
            "CertificateArn": "arn:aws:acm:eu-central-1:123456789012:certificate/%d", "NotBefore": 1516233600.0,
            "NotAfter": 1549801199.123
            "DomainName": "www.example.com"
            "SubjectAlternativeNames": ["www.example.com", "*.example.com"]
            "DomainValidationOptions": [{"DomainName": "x.test", "ResourceRecord": {"Name": "_x", "Type": "CNAME"}}]
            "Serial": "00:0F:ac:b0:a3:8D:ea:65:09:7d:7a:f7:2b:f8:23:1a"
            "Subject": "CN=www.example.com", "Issuer": "Amazon", "CreatedAt": 1516296498.0, "Status": "ISSUED"
            "KeyAlgorithm": "RSA-2048"
            "KeyAlgorithm": "EC_prime256v1"
            "KeyAlgorithm": "ML_DSA_44"
            "SignatureAlgorithm": "SHA256WITHRSA", "FailureReason": null
            "InUseBy": []
            "InUseBy": ["arn:aws:cloudfront::123456789012:distribution/E12KXPQHVLSYVC"]
            "Type": "AMAZON_ISSUED"
            "Type": "IMPORTED"
            "RenewalEligibility": "ELIGIBLE"
            "RenewalEligibility": "INELIGIBLE"
            "RenewalSummary": {"RenewalStatus": "PENDING_VALIDATION", "DomainValidationOptions": [], "UpdatedAt": 1.5E9}
            "RenewalSummary": {"RenewalStatus": "FAILED", "RenewalStatusReason": "CAA_ERROR"}
            "RenewalSummary": {"RenewalStatus": "SUCCESS", "RenewalStatusReason": "OF_NEXT_YEAR"}
            "RenewalSummary": {"RenewalStatus": "OF_NEXT_YEAR"}
            "KeyUsages": [{"Name": "DIGITAL_SIGNATURE"}], "Options": {"Export": "DISABLED"}""";

    private static final String DATABASE = """
            <DBInstanceIdentifier>orders &amp; more</DBInstanceIdentifier>
            <DBInstanceArn>arn:aws:rds:eu-central-1:123456789012:db:orders</DBInstanceArn>
            <VpcSecurityGroups><VpcSecurityGroupMembership><Status>active</Status></VpcSecurityGroupMembership></VpcSecurityGroups>
            <CertificateDetails><CAIdentifier>rds-ca-rsa2048-g1</CAIdentifier><ValidTill>2027-02-22T17:52:14.123Z</ValidTill></CertificateDetails>
            <CertificateDetails><ValidTill>2027-02-22T17:52:14Z</ValidTill></CertificateDetails>
            <CertificateDetails><CAIdentifier>rds-ca-rsa2048-g1</CAIdentifier></CertificateDetails>
            <CertificateDetails/>
            <PendingModifiedValues><CACertificateIdentifier>x</CACertificateIdentifier></PendingModifiedValues>
            <DBSubnetGroup><Subnets><Subnet><SubnetStatus>Active</SubnetStatus></Subnet></Subnets></DBSubnetGroup>""";

    private static final String UPLOADED = """
            <ServerCertificateId>ASCACEXAMPLEEXAMPLE%d</ServerCertificateId><ServerCertificateName>ProdServerCert</ServerCertificateName>
            <Path>/company/servercerts/</Path>
            <Arn>arn:aws:iam::123456789012:server-certificate/company/servercerts/ProdServerCert</Arn>
            <UploadDate>2010-05-08T01:02:03.004Z</UploadDate><Expiration>2012-05-08T01:02:03Z</Expiration>""";

    private final List<String> requests = new ArrayList<>();
    private final List<String> pages = new ArrayList<>();
    private final List<String> details = new ArrayList<>();
    private int status = 200;
    private HttpServer server;
    private Clients clients;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String target = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                    .orElse("");
            synchronized (requests) {
                requests.add(target + " " + sorted(request));
            }
            byte[] octets = answer(target, request).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, octets.length);
            exchange.getResponseBody().write(octets);
            exchange.close();
        });
        server.start();
        clients = new Clients(
                Region.EU_CENTRAL_1,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
                Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /// The order of members and parameters says nothing.
    private static String sorted(String request) {
        return new TreeSet<>(List.of(request.split("[&{},]"))).toString();
    }

    /// A token is the number of the page that it leads to.
    private String answer(String target, String request) {
        if (target.endsWith(".DescribeCertificate")) {
            return details.get(Integer.parseInt(request.replaceAll("\\D*(\\d+)\\D*$", "$1")) % details.size());
        }
        String number = request.replaceAll("(?s)^.*(Marker=|NextToken\":\")p(\\d+).*$", "$2");
        return pages.get(number.equals(request) ? 0 : Integer.parseInt(number));
    }

    private void pages(Stream<String> answers) {
        pages.clear();
        answers.forEach(pages::add);
    }

    private List<Holding> acm() {
        return same(
                () -> AcmHoldings.of(clients.json("acm", "CertificateManager")),
                () -> SdkHoldings.of(clients.build(AcmClient.builder())));
    }

    private List<Holding> iam() {
        return same(() -> IamHoldings.of(clients.iam()), () -> SdkHoldings.of(clients.build(IamClient.builder())));
    }

    private List<Holding> rds() {
        return same(
                () -> RdsHoldings.of(clients.query("rds", "2014-10-31")),
                () -> SdkHoldings.of(clients.build(RdsClient.builder())));
    }

    private List<Holding> same(Supplier<List<Holding>> ours, Supplier<List<Holding>> theirs) {
        requests.clear();
        List<Holding> holdings = ours.get();
        List<String> sent = List.copyOf(requests);
        requests.clear();
        assertThat(holdings).isEqualTo(theirs.get());
        assertThat(sent).isEqualTo(requests);
        return holdings;
    }

    @Test
    void theKeyTypesAreAllThatTheSdkKnows() {
        assertThat(AcmHoldings.KEY_TYPES)
                .containsExactlyInAnyOrderElementsOf(KeyAlgorithm.knownValues().stream()
                        .map(KeyAlgorithm::toString)
                        .toList());
    }

    @Test
    void certificatesOfAcm() {
        Random random = new Random(1);
        for (int run = 0; run < 40; run++) {
            details.clear();
            IntStream.range(0, 5)
                    .mapToObj(number -> "{\"Certificate\": {" + members(random).formatted(number) + "}}")
                    .forEach(details::add);
            int count = random.nextInt(3);
            pages(IntStream.rangeClosed(0, count)
                    .mapToObj(page -> "{\"CertificateSummaryList\": [%s]%s}"
                            .formatted(
                                    IntStream.range(0, random.nextInt(4))
                                            .mapToObj(number -> "{\"CertificateArn\": \"arn:%d\", \"InUse\": true}"
                                                    .formatted(number))
                                            .collect(Collectors.joining(", ")),
                                    page < count
                                            ? ", \"NextToken\": \"p" + (page + 1) + "\""
                                            : random.nextBoolean() ? "" : ", \"NextToken\": null")));

            assertThat(acm()).isNotNull();
        }
        details.clear();
        details.add("{\"Certificate\": {"
                + CERTIFICATE
                        .replace("\n\"KeyAlgorithm\": \"E", "\n\"a\": \"")
                        .replace("\n\"KeyAlgorithm\": \"M", "\n\"b\": \"")
                        .replaceAll("\n\"InUseBy\": \\[]", "")
                        .replaceAll("\n\"(Type|RenewalEligibility)\": \"I[^\n]*", "")
                        .replaceAll("\n\"RenewalSummary\": \\{\"RenewalStatus\": \"[^F][^\n]*", "")
                        .replaceAll("(?<!,)\n", ",\n")
                        .formatted(0)
                + "}}");
        pages(Stream.of("{\"CertificateSummaryList\": [{\"CertificateArn\": \"arn:0\"}]}"));
        assertThat(acm())
                .containsExactly(new Holding(
                        "arn:aws:acm:eu-central-1:123456789012:certificate/0",
                        "www.example.com",
                        List.of("www.example.com", "*.example.com"),
                        Instant.parse("2018-01-18T00:00:00Z"),
                        Instant.parse("2019-02-10T12:19:59.123Z"),
                        "facb0a38dea65097d7af72bf8231a",
                        true,
                        List.of("arn:aws:cloudfront::123456789012:distribution/E12KXPQHVLSYVC"),
                        true,
                        Optional.of("FAILED, CAA_ERROR"),
                        "",
                        "RSA"));
    }

    /// The first two lines are always there; of several members with the same name one is.
    private static String members(Random random) {
        List<String> lines = List.of(CERTIFICATE.split("\n"));
        List<String> members = new ArrayList<>(lines.subList(0, 2));
        List<String> others = new ArrayList<>(lines.subList(2, lines.size()));
        Collections.shuffle(others, random);
        TreeSet<String> names = new TreeSet<>();
        others.stream()
                .filter(line -> random.nextInt(4) > 0 && names.add(line.substring(0, line.indexOf(':'))))
                .forEach(members::add);
        return String.join(",\n", members).replace(",,", ",");
    }

    @Test
    void certificatesOfIam() {
        Random random = new Random(2);
        for (int run = 0; run < 40; run++) {
            int count = random.nextInt(3);
            pages(IntStream.rangeClosed(0, count).mapToObj(page -> """
                    <ListServerCertificatesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
                      <ListServerCertificatesResult><IsTruncated>%s</IsTruncated>%s<ServerCertificateMetadataList>%s
                      </ServerCertificateMetadataList></ListServerCertificatesResult>
                      <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></ListServerCertificatesResponse>""".formatted(
                            page < count,
                            page < count ? "<Marker>p" + (page + 1) + "</Marker>" : "",
                            IntStream.range(0, random.nextInt(4))
                                    .mapToObj(number -> "<member>" + UPLOADED.replace("%d", "" + number) + "</member>")
                                    .collect(Collectors.joining("\n")))));

            assertThat(iam()).isNotNull();
        }
        pages(Stream.of(
                "<ListServerCertificatesResponse><ListServerCertificatesResult/></ListServerCertificatesResponse>"));
        assertThat(iam()).isEmpty();
    }

    @Test
    void certificatesOfDatabases() {
        Random random = new Random(3);
        for (int run = 0; run < 40; run++) {
            int count = random.nextInt(3);
            pages(IntStream.rangeClosed(0, count).mapToObj(page -> """
                    <DescribeDBInstancesResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/">
                      <DescribeDBInstancesResult>%s<DBInstances>%s</DBInstances></DescribeDBInstancesResult>
                      <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></DescribeDBInstancesResponse>""".formatted(
                    page < count ? "<Marker>p" + (page + 1) + "</Marker>" : random.nextBoolean() ? "" : "<Marker/>",
                    IntStream.range(0, random.nextInt(4))
                            .mapToObj(number -> "<DBInstance>" + database(random) + "</DBInstance>")
                            .collect(Collectors.joining("\n")))));

            assertThat(rds()).isNotNull();
        }
        pages(Stream.of("<DescribeDBInstancesResponse><DescribeDBInstancesResult/></DescribeDBInstancesResponse>"));
        assertThat(rds()).isEmpty();
    }

    private static String database(Random random) {
        List<String> lines = DATABASE.lines().collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(lines, random);
        TreeSet<String> names = new TreeSet<>();
        return lines.stream()
                .filter(line -> line.startsWith("<DBInstanceArn>")
                        || (random.nextInt(5) > 0 && names.add(line.replaceAll("[/>].*", ""))))
                .collect(Collectors.joining(random.nextBoolean() ? "\n  " : ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | {"__type": "AccessDeniedException", "Message": "not authorized to perform: acm:ListCertificates"}
            400 | {"__type": "com.amazonaws.acm#InvalidArnException", "message": "bad"}
            """)
    void aRefusalHasTheWordsOfAws(int code, String body) {
        status = code;
        pages(Stream.of(body));

        assertThatThrownBy(() -> AcmHoldings.of(clients.json("acm", "CertificateManager")))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        ours -> assertThatThrownBy(() -> SdkHoldings.of(clients.build(AcmClient.builder())))
                                .isInstanceOfSatisfying(AwsServiceException.class, theirs -> {
                                    assertThat(ours.awsErrorDetails().errorCode())
                                            .isEqualTo(theirs.awsErrorDetails().errorCode());
                                    assertThat(ours.awsErrorDetails().errorMessage())
                                            .isEqualTo(theirs.awsErrorDetails().errorMessage());
                                    assertThat(ours.getMessage())
                                            .startsWith(ours.awsErrorDetails().errorMessage()
                                                    + " (Service: acm, Status Code: 400, ");
                                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "<html/>", "{} {}"})
    void whatIsNoAnswerIsNoEmptyInventory(String body) {
        pages(Stream.of(body));

        assertThatThrownBy(() -> AcmHoldings.of(clients.json("acm", "CertificateManager")))
                .isInstanceOf(SdkClientException.class);
        assertThatThrownBy(() -> IamHoldings.of(clients.iam())).isInstanceOf(SdkClientException.class);
        assertThatThrownBy(() -> RdsHoldings.of(clients.query("rds", "2014-10-31")))
                .isInstanceOf(SdkClientException.class);
    }

    /// It would count as expired, or as good for ever.
    @Test
    void aCertificateWithoutAnEndFailsTheInventory() {
        details.add("{\"Certificate\": {\"CertificateArn\": \"arn:0\", \"NotBefore\": 1516233600}}");
        pages(Stream.of("{\"CertificateSummaryList\": [{\"CertificateArn\": \"arn:0\"}]}"));

        assertThatThrownBy(() -> AcmHoldings.of(clients.json("acm", "CertificateManager")))
                .isInstanceOf(SdkClientException.class)
                .hasMessage("AWS answered without NotAfter");
    }
}
