package dev.nightshift.stopper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.nightshift.stopper.fleet.Ec2Fleet;
import dev.nightshift.stopper.fleet.Fleet;
import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Failure.Scope;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.Instance.LocalData;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Answers as the pages of DescribeInstances, DescribeInstanceTypes and DescribeVolumes in the Amazon EC2 API
/// Reference show them, and what a client has to expect beyond these.
class Ec2AnswersTest {
    private static final String TYPES = """
            <DescribeInstanceTypesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
              <requestId>r</requestId>
              <instanceTypeSet>
                <item><instanceType>c1.medium</instanceType><instanceStorageSupported>true</instanceStorageSupported>
                  <instanceStorageInfo><disks><item><count>1</count></item></disks></instanceStorageInfo></item>
                <item><instanceType>t2.micro</instanceType></item>
              </instanceTypeSet>
            </DescribeInstanceTypesResponse>""";

    private static final String DOCUMENTED = """
            <instanceId>i-1234567890abcdef0</instanceId>
            <imageId>ami-bff32ccc</imageId>
            <instanceState><code>16</code><name>running</name></instanceState>
            <privateDnsName>ip-192-168-1-88.eu-west-1.compute.internal</privateDnsName>
            <dnsName>ec2-54-194-252-215.eu-west-1.compute.amazonaws.com</dnsName>
            <reason>User initiated (2026-11-20 17:00:12 GMT)</reason>
            <stateReason><code>Client.UserInitiatedShutdown</code>
              <message>Client.UserInitiatedShutdown</message></stateReason>
            <keyName>my_keypair</keyName>
            <amiLaunchIndex>0</amiLaunchIndex>
            <productCodes><item><productCode>x</productCode></item></productCodes>
            <instanceType>c1.medium</instanceType>
            <launchTime>2018-05-08T16:46:19.000Z</launchTime>
            <placement><availabilityZone>eu-west-1c</availabilityZone><groupName/><tenancy>default</tenancy>
              </placement>
            <monitoring><state>disabled</state></monitoring>
            <subnetId>subnet-56f5f633</subnetId>
            <vpcId>vpc-11112222</vpcId>
            <privateIpAddress>192.168.1.88</privateIpAddress>
            <ipAddress>54.194.252.215</ipAddress>
            <sourceDestCheck>true</sourceDestCheck>
            <groupSet><item><groupId>sg-e4076980</groupId><groupName>SecurityGroup1</groupName></item>
              </groupSet>
            <architecture>x86_64</architecture>
            <rootDeviceType>ebs</rootDeviceType>
            <rootDeviceName>/dev/xvda</rootDeviceName>
            <blockDeviceMapping><item><deviceName>/dev/xvda</deviceName><ebs><volumeId>vol-1</volumeId>
              <operator><managed>true</managed><principal>not.this.one</principal></operator></ebs></item>
              </blockDeviceMapping>
            <instanceLifecycle>spot</instanceLifecycle>
            <virtualizationType>hvm</virtualizationType>
            <clientToken>xMcwG14507example</clientToken>
            <tagSet><item><key>Name</key><value>Server_1</value></item><item><key>empty</key><value/></item>
              <item><key>none</key></item></tagSet>
            <hypervisor>xen</hypervisor>
            <networkInterfaceSet><item><networkInterfaceId>eni-551ba033</networkInterfaceId>
              <description>Primary</description><privateIpAddress>192.168.1.88</privateIpAddress>
              <association><publicIp>54.194.252.215</publicIp></association><privateIpAddressesSet><item>
              <privateIpAddress>192.168.1.88</privateIpAddress><primary>true</primary></item><item>
              <privateIpAddress>192.168.1.89</privateIpAddress></item></privateIpAddressesSet>
              <ipv6AddressesSet><item><ipv6Address>2001:db8::1</ipv6Address></item></ipv6AddressesSet>
              <tagSet><item><key>nightshift:schedule</key><value>of the interface</value></item></tagSet></item>
              <item><networkInterfaceId>eni-2</networkInterfaceId></item></networkInterfaceSet>
            <iamInstanceProfile><arn>arn:aws:iam::123456789012:instance-profile/x</arn></iamInstanceProfile>
            <ebsOptimized>false</ebsOptimized>
            <hibernationOptions><configured>true</configured></hibernationOptions>
            <operator><managed>true</managed><principal>eks.amazonaws.com</principal></operator>""";

    @AutoClose
    private final CannedAws aws = new CannedAws();

    private final Fleet fleet = Ec2Fleet.of(aws.clients(), List.of("arn:granted"));
    private final Fleet sdk = SdkFleet.of(aws.clients(), List.of("arn:granted"));

    private static String page(String reservations, String token) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<DescribeInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">\n"
                + "  <requestId>8f7724cf-496f-496e-8fe3-example</requestId>" + reservations + token
                + "</DescribeInstancesResponse>";
    }

    private static String reservation(String... instances) {
        return Stream.of(instances)
                .map(instance -> "\n<item>" + instance + "</item>")
                .collect(Collectors.joining(
                        "",
                        "<item><reservationId>r-1</reservationId><ownerId>123456789012</ownerId><groupSet/><instancesSet>",
                        "</instancesSet></item>"));
    }

    private List<Instance> lookAt(String... pages) {
        aws.answers(200, request -> {
            if (request.contains("DescribeInstanceTypes")) {
                return TYPES;
            }
            int number = IntStream.range(0, pages.length)
                    .filter(at ->
                            request.contains("NextToken=page" + at + "&") || request.endsWith("NextToken=page" + at))
                    .findFirst()
                    .orElse(0);
            return pages[number];
        });
        List<Instance> seen = fleet.lookAtAll();
        assertThat(seen).isEqualTo(sdk.lookAtAll());
        return seen;
    }

    private static Instance nothing(String id) {
        return new Instance(id, "", "", "", Instant.EPOCH, "", "", "", "", "", false, LocalData.UNKNOWN, Map.of());
    }

    @Test
    void theDocumentedAnswer() {
        assertThat(lookAt(page("<reservationSet>" + reservation(DOCUMENTED) + "</reservationSet>", "")))
                .containsExactly(new Instance(
                        "i-1234567890abcdef0",
                        "c1.medium",
                        "eu-west-1c",
                        "running",
                        Instant.parse("2018-05-08T16:46:19Z"),
                        "Client.UserInitiatedShutdown",
                        "User initiated (2026-11-20 17:00:12 GMT)",
                        "spot",
                        "ebs",
                        "eks.amazonaws.com",
                        true,
                        LocalData.SOME,
                        Map.of("Name", "Server_1", "empty", "", "none", ""),
                        new TreeSet<>(Set.of(
                                "192.168.1.88",
                                "192.168.1.89",
                                "54.194.252.215",
                                "2001:db8::1",
                                "ip-192-168-1-88.eu-west-1.compute.internal",
                                "ec2-54-194-252-215.eu-west-1.compute.amazonaws.com"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<reservationSet/>",
                "<reservationSet><item/></reservationSet>",
                "<reservationSet><item><instancesSet/></item></reservationSet>"
            })
    void nothingIsThere(String reservations) {
        assertThat(lookAt(page(reservations, ""))).isEmpty();
        assertThat(lookAt(page(reservations, "<nextToken/>"))).isEmpty();
    }

    @Test
    void whatIsAbsentOrEmptyIsTheSame() {
        String id = "<instanceId>i-1</instanceId>";
        String empty = "<tagSet/><networkInterfaceSet/><placement/><instanceState/><stateReason/><operator/>"
                + "<hibernationOptions/><reason/><dnsName/><privateDnsName/><instanceLifecycle/>";

        assertThat(lookAt(page("<reservationSet>" + reservation(id) + "</reservationSet>", "")))
                .containsExactly(nothing("i-1"));
        assertThat(lookAt(page("<reservationSet>" + reservation(id + empty) + "</reservationSet>", "")))
                .containsExactly(nothing("i-1"));
    }

    @Test
    void everyReservationOfEveryPageIsReadAndAnInstanceThatMovedOnce() {
        String first = reservation("<instanceId>i-1</instanceId>", "<instanceId>i-2</instanceId>");
        String moved = reservation("<instanceId>i-1</instanceId><instanceState><name>stopping</name></instanceState>");

        List<Instance> seen = lookAt(
                page(
                        "<reservationSet>" + first + reservation("<instanceId>i-3</instanceId>") + "</reservationSet>",
                        "<nextToken>page1</nextToken>"),
                page("<reservationSet/>", "<nextToken>page2</nextToken>"),
                page(
                        "<reservationSet>" + moved + reservation("<instanceId>i-4</instanceId>") + "</reservationSet>",
                        "<nextToken></nextToken>"));

        assertThat(seen).extracting(Instance::id).containsExactly("i-1", "i-2", "i-3", "i-4");
        assertThat(seen.getFirst().state()).isEqualTo("stopping");
    }

    @ParameterizedTest
    @ValueSource(strings = {"moving", "Running", "42", " running "})
    void aStateOfNextYearIsReadAsItIs(String state) {
        String instance = "<instanceId>i-1</instanceId><instanceState><code>96</code><name>" + state
                + "</name></instanceState><instanceType>z9.huge</instanceType>";

        assertThat(lookAt(page("<reservationSet>" + reservation(instance) + "</reservationSet>", "")))
                .extracting(Instance::state, Instance::localData)
                .containsExactly(tuple(state, LocalData.UNKNOWN));
    }

    @Test
    void randomAnswersAreReadAsTheSdkReadsThem() {
        Random random = new Random(20261201);
        for (int run = 0; run < 60; run++) {
            int last = random.nextInt(3);
            String[] pages = IntStream.rangeClosed(0, last)
                    .mapToObj(number -> page(
                            "<reservationSet>" + reservations(random, number) + "</reservationSet>",
                            number < last ? "<nextToken>page" + (number + 1) + "</nextToken>" : ""))
                    .toArray(String[]::new);

            assertThat(lookAt(pages)).isNotNull();
        }
    }

    private static String reservations(Random random, int page) {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(number -> reservation(IntStream.range(0, random.nextInt(4))
                        .mapToObj(each ->
                                "<instanceId>i-%d-%d-%d</instanceId>".formatted(page, number, each) + thinned(random))
                        .toArray(String[]::new)))
                .collect(Collectors.joining());
    }

    /// The documented instance with elements missing and empty, with other values and white space.
    private static String thinned(Random random) {
        return Stream.of(DOCUMENTED.split("\n(?! )"))
                .skip(1)
                .filter(element -> random.nextInt(4) > 0)
                .map(element -> random.nextInt(6) == 0 ? element.replaceAll(">[A-Za-z][^<]*</", "></") : element)
                .map(element -> random.nextInt(6) == 0 ? element.replace(">true<", ">false<") : element)
                .map(element -> random.nextInt(3) == 0
                        ? element.replace("Server_1", " a &amp; b &#x1F600;<![CDATA[<]]>")
                        : element)
                .collect(Collectors.joining(random.nextBoolean() ? "\n  " : ""));
    }

    @Test
    void keysOfVolumesAreReadAsTheSdkReadsThem() {
        aws.answers(
                200,
                request -> request.startsWith("{")
                        ? "{\"KeyMetadata\": {\"KeyId\": \"k\", \"KeyManager\": \"%s\", \"Enabled\": true, \"CreationDate\": 1.5E9}}"
                                .formatted(request.contains("arn:aws-own") ? "AWS" : "CUSTOMER")
                        : """
                <DescribeVolumesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId><volumeSet>
                  <item><volumeId>v-1</volumeId><encrypted>true</encrypted><kmsKeyId>arn:granted</kmsKeyId><attachmentSet><item>
                    <volumeId>v-1</volumeId><instanceId>i-1</instanceId></item></attachmentSet></item>
                  <item><kmsKeyId>arn:foreign</kmsKeyId><attachmentSet><item><instanceId>i-2</instanceId></item>
                    <item><instanceId>i-3</instanceId></item></attachmentSet><tagSet/></item>
                  <item><kmsKeyId>arn:aws-own</kmsKeyId><attachmentSet><item><instanceId>i-4</instanceId></item></attachmentSet>
                  </item><item><kmsKeyId>arn:foreign</kmsKeyId><attachmentSet/></item>
                </volumeSet></DescribeVolumesResponse>""");

        Map<String, String> reasons = fleet.unstartable(List.of("i-1", "i-2", "i-3", "i-4"));

        assertThat(reasons).containsOnlyKeys("i-2", "i-3").isEqualTo(sdk.unstartable(List.of("i-1")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | <Response><Errors><Error><Code>IncorrectInstanceState</Code><Message>The 'i-2' is bad</Message></Error></Errors><RequestID>r</RequestID></Response>
            403 | <?xml version="1.0"?><Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors></Response>
            412 | <Response><Errors><Error><Code>DryRunOperation</Code><Message>would</Message></Error></Errors></Response>
            400 | <Response><Errors><Error><Code>NewCode</Code><Message/></Error></Errors></Response>
            503 | <Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>slow</Message></Error></Errors></Response>
            """)
    void aRefusalIsUnderstoodAsTheSdkUnderstandsIt(int status, String body) {
        aws.answers(status, request -> body);

        assertThat(fleet.stop(List.of("i-1", "i-2"), false)).isEqualTo(sdk.stop(List.of("i-1", "i-2"), false));
    }

    /// What stands between here and EC2 says nothing about instances.
    @ParameterizedTest
    @ValueSource(strings = {"", "Bad gateway", "<html><body>Sign in</body></html>", "<html>\n<p>not closed"})
    void whatIsNotEc2sAnswerIsAFailureOfTheRequest(String body) {
        aws.answers(404, request -> body);

        assertThat(fleet.stop(List.of("i-1", "i-2"), false)).hasSize(2).allSatisfy((id, failure) -> {
            assertThat(failure.scope()).isEqualTo(Scope.REQUEST);
            assertThat(failure.words()).contains("Status Code: 404").hasSizeLessThan(300);
        });
        assertThat(sdk.stop(List.of("i-1"), false).values())
                .extracting(Failure::scope)
                .containsExactly(Scope.REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<StopInstancesResponse>", "<html/>", "{}", "<StartInstancesResponse/>"})
    void aSuccessThatIsNotEc2sIsAFailure(String body) {
        aws.answers(200, request -> body);

        assertThat(fleet.stop(List.of("i-1"), false)).hasSize(1);
        assertThatThrownBy(fleet::lookAtAll).isInstanceOf(SdkClientException.class);
    }

    @Test
    void aTimeThatIsNoneFailsTheLook() {
        String instance = "<instanceId>i-1</instanceId><launchTime>Tuesday</launchTime>";
        aws.answers(200, request -> page("<reservationSet>" + reservation(instance) + "</reservationSet>", ""));

        assertThatThrownBy(fleet::lookAtAll)
                .isInstanceOf(SdkClientException.class)
                .hasMessage("the answer has no time in launchTime");
        assertThatThrownBy(sdk::lookAtAll).isInstanceOf(SdkClientException.class);
    }

    @Test
    void whatAStopAndAStartAnswerIsNoFailure() {
        aws.answers(200, request -> {
            String operation = request.replaceAll("(?s).*Action=(\\w+).*", "$1");
            return "<%sResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId>"
                            .formatted(operation)
                    + "<instancesSet><item><instanceId>i-1</instanceId><currentState><code>64</code><name>stopping</name>"
                    + "</currentState><previousState><code>16</code><name>running</name></previousState></item>"
                    + "</instancesSet><return>true</return></" + operation + "Response>";
        });
        for (Fleet each : List.of(fleet, sdk)) {
            assertThat(each.stop(List.of("i-1", "i-2"), true)).isEmpty();
            assertThat(each.start(List.of("i-1"))).isEmpty();
            assertThat(each.mark(List.of("i-1"), Ec2OverHttp.MARKER)).isEmpty();
        }
    }
}
