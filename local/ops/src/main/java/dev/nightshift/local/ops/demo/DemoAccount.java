package dev.nightshift.local.ops.demo;

import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.ec2.Ec2;
import dev.nightshift.local.aws.web.Acm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A made-up account, in which each function of `infra/site.yaml` has something to do and something to say.
public final class DemoAccount {
    private static final String REGION = DemoFleet.REGION;

    private DemoAccount() {}

    /// Fills the account.
    public static void fill(LocalAws aws, Instant now) {
        new DemoFleet(aws.ec2(REGION));
        groups(aws);
        certificates(aws, now);
        parameter(aws, "orders", "30d", now.minus(Duration.ofDays(31)));
        parameter(aws, "mailer", "90d", now.minus(Duration.ofDays(10)));
        parameter(aws, "wiki", "monthly", now.minus(Duration.ofDays(400)));
    }

    private static void groups(LocalAws aws) {
        Ec2 ec2 = aws.ec2(REGION);
        aws.autoScaling(REGION)
                .group("shop-blue")
                .serving(ec2.launch("m7g.large"), ec2.launch("m7g.large"))
                .with(ec2.launch("m7g.large"), "Standby", "Healthy");
        aws.autoScaling(REGION).group("shop-green").serving(ec2.launch("m7g.large"));
    }

    /// What ACM, IAM and RDS hold: one in use that cannot be renewed, one that is not deployed, two that end soon.
    static void certificates(LocalAws aws, Instant now) {
        certificate(
                aws,
                "pay.demo",
                "0a:01",
                now.minus(Duration.ofDays(360)),
                now.plus(Duration.ofDays(35)),
                "PENDING_VALIDATION");
        certificate(
                aws,
                "in-9-days.demo",
                "0a:02",
                now.minus(Duration.ofDays(2)),
                now.plus(Duration.ofDays(196)),
                "SUCCESS");
        aws.serverCertificates().upload("legacy-shop", now.minus(Duration.ofDays(340)), now.plus(Duration.ofDays(25)));
        aws.rds(REGION).launch("orders", "rds-ca-rsa2048-g1", now.plus(Duration.ofDays(12)));
    }

    /// One of ACM's own, which a load balancer serves.
    private static void certificate(
            LocalAws aws, String name, String serial, Instant from, Instant until, String renewalStatus) {
        aws.acm(REGION)
                .add(new Acm.Certificate(
                        name,
                        List.of(name),
                        serial,
                        from,
                        until,
                        "EC_prime256v1",
                        "AMAZON_ISSUED",
                        List.of("arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/shop/0a1b"),
                        renewalStatus));
    }

    private static void parameter(LocalAws aws, String name, String rotateEvery, Instant written) {
        aws.ssm(REGION)
                .put("/example/prod/" + name, "SecureString", "made-up")
                .tag("nightshift:rotate-every", rotateEvery)
                .tag("nightshift:strategy", "random")
                .written(written, "arn:aws:iam::123456789012:user/somebody");
    }
}
