package dev.nightshift.local.ops;

import dev.nightshift.local.aws.Ec2;
import dev.nightshift.local.aws.Instance;
import dev.nightshift.local.aws.LocalAws;
import java.util.List;

/// A made-up company's instances, of every kind that matters to the functions.
final class DemoFleet {
    /// Where they are.
    static final String REGION = "eu-central-1";

    private static final String SCHEDULE = "nightshift:schedule";

    private DemoFleet() {}

    /// Launches them all, an hour ago on the endpoint's clock.
    static void launch(LocalAws aws) {
        Ec2 ec2 = aws.ec2(REGION);
        ordinary(ec2);
        ownedByOthers(ec2);
        notOptedIn(ec2);
    }

    private static void ordinary(Ec2 ec2) {
        for (String name : List.of("web-1", "web-2", "web-3", "api-1", "api-2", "search-1", "search-2")) {
            optedIn(ec2, name, "m7g.large", "office-hours");
        }
        for (String name : List.of("dev-anna", "dev-ben", "dev-chiara", "dev-dmitri", "dev-emeka")) {
            optedIn(ec2, name, "t4g.xlarge", "office-hours");
        }
        for (String name : List.of("london-desk-1", "london-desk-2", "london-desk-3")) {
            optedIn(ec2, name, "m7i.xlarge", "london");
        }
        optedIn(ec2, "gpu-lab", "g6.2xlarge", "office-hours");
        optedIn(ec2, "reports", "r7g.xlarge", "office-hours");
        optedIn(ec2, "jenkins", "c7g.2xlarge", "ofice-hours");
        optedIn(ec2, "legacy-erp", "m5.2xlarge", "office-hours").stopProtected();
        optedIn(ec2, "release-train", "c7g.xlarge", "office-hours").tag("nightshift:never-stop", "release week");
        optedIn(ec2, "build-cache", "i3.large", "office-hours").instanceStoreRoot();
    }

    private static void ownedByOthers(Ec2 ec2) {
        optedIn(ec2, "shop-asg-1", "m7g.large", "office-hours").tag("aws:autoscaling:groupName", "shop");
        optedIn(ec2, "shop-asg-2", "m7g.large", "office-hours").tag("aws:autoscaling:groupName", "shop");
        optedIn(ec2, "spot-render", "c7g.4xlarge", "office-hours").lifecycle("spot");
        optedIn(ec2, "eks-node", "m7g.xlarge", "office-hours").tag("eks:cluster-name", "prod");
        optedIn(ec2, "karpenter-node", "m7g.xlarge", "office-hours").tag("karpenter.sh/nodepool", "default");
        optedIn(ec2, "ecs-node", "m7g.large", "office-hours").tag("AmazonECSManaged", "true");
        optedIn(ec2, "emr-core", "r7g.2xlarge", "office-hours").tag("aws:elasticmapreduce:job-flow-id", "j-2AXX");
        optedIn(ec2, "beanstalk-web", "t4g.small", "office-hours").tag("elasticbeanstalk:environment-id", "e-tn3");
        optedIn(ec2, "eks-auto-node", "c7g.large", "office-hours").managedBy("eks.amazonaws.com");
        optedIn(ec2, "fleet-worker", "c7g.large", "office-hours").tag("aws:ec2:fleet-id", "fleet-7d3a");
    }

    private static void notOptedIn(Ec2 ec2) {
        for (String name : List.of("prod-db-1", "prod-db-2", "prod-web-1", "prod-web-2", "vpn", "bastion", "mail")) {
            named(ec2, name, "m7g.2xlarge");
        }
        named(ec2, "dev-finn", "t4g.xlarge").tag("nightshift:shedule", "office-hours");
        named(ec2, "wiki", "t4g.medium").tag("Schedule", "office-hours");
    }

    private static Instance optedIn(Ec2 ec2, String name, String type, String schedule) {
        return named(ec2, name, type).tag(SCHEDULE, schedule);
    }

    private static Instance named(Ec2 ec2, String name, String type) {
        return ec2.launch(type).tag("Name", name);
    }
}
