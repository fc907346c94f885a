package dev.nightshift.local.ops.demo;

import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.ec2.Ec2;
import dev.nightshift.local.aws.ec2.Instance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A made-up company's instances, of every kind that matters to the functions.
public final class DemoFleet {
    /// Where they are.
    public static final String REGION = "eu-central-1";

    private static final String SCHEDULE = "nightshift:schedule";

    // Before the window of every event file: a launch inside a window is a person's, whom the stopper respects.
    private static final Instant LAUNCHED = Instant.parse("2026-01-05T07:00:00Z");

    /// Where the others of the same account are.
    static final String SECOND_REGION = "eu-west-1";

    /// Whose machines are looked after too.
    static final String SECOND_ACCOUNT = "444455556666";

    private final List<Ec2> places = new ArrayList<>();
    private Ec2 ec2;

    /// Launches those of one place. They have been running since January 2026, whatever the endpoint's clock says.
    public DemoFleet(Ec2 ec2) {
        this.ec2 = ec2;
        places.add(ec2);
        ordinary();
        ownedByOthers();
        notOptedIn();
    }

    /// Those of two regions and two accounts.
    static DemoFleet everywhere(LocalAws aws) {
        DemoFleet fleet = new DemoFleet(aws.ec2(REGION));
        fleet.moveTo(aws.ec2(SECOND_REGION));
        fleet.dublin();
        fleet.moveTo(aws.ec2(SECOND_ACCOUNT, REGION));
        fleet.secondAccount();
        return fleet;
    }

    private void moveTo(Ec2 place) {
        ec2 = place;
        places.add(place);
    }

    /// All of them, in the order of their launch.
    List<Instance> instances() {
        return places.stream().flatMap(place -> place.instances().stream()).toList();
    }

    /// The one with this name.
    Instance named(String name) {
        return instances().stream()
                .filter(instance -> name.equals(instance.tags().get("Name")))
                .findFirst()
                .orElseThrow();
    }

    private void ordinary() {
        for (String name : List.of("web-1", "web-2", "web-3", "api-1", "api-2", "search-1", "search-2")) {
            optedIn(name, "m7g.large", "office-hours");
        }
        for (String name : List.of("dev-anna", "dev-ben", "dev-chiara", "dev-dmitri", "dev-emeka")) {
            optedIn(name, "t4g.xlarge", "office-hours");
        }
        for (String name : List.of("london-desk-1", "london-desk-2", "london-desk-3")) {
            optedIn(name, "m7i.xlarge", "london");
        }
        optedIn("gpu-lab", "g6.2xlarge", "office-hours").tag("nightshift:ephemeral-ok", "scratch only");
        optedIn("reports", "r7g.xlarge", "office-hours");
        optedIn("jenkins", "c7g.2xlarge", "ofice-hours");
        optedIn("legacy-erp", "m5.2xlarge", "office-hours").stopProtected();
        optedIn("release-train", "c7g.xlarge", "office-hours").tag("nightshift:never-stop", "release week");
        optedIn("build-cache", "i3.large", "office-hours").instanceStoreRoot();
    }

    private void ownedByOthers() {
        optedIn("shop-asg-1", "m7g.large", "office-hours").tag("aws:autoscaling:groupName", "shop");
        optedIn("shop-asg-2", "m7g.large", "office-hours").tag("aws:autoscaling:groupName", "shop");
        optedIn("spot-render", "c7g.4xlarge", "office-hours").lifecycle("spot");
        optedIn("eks-node", "m7g.xlarge", "office-hours").tag("eks:cluster-name", "prod");
        optedIn("karpenter-node", "m7g.xlarge", "office-hours").tag("karpenter.sh/nodepool", "default");
        optedIn("ecs-node", "m7g.large", "office-hours").tag("AmazonECSManaged", "true");
        optedIn("emr-core", "r7g.2xlarge", "office-hours").tag("aws:elasticmapreduce:job-flow-id", "j-2AXX");
        optedIn("beanstalk-web", "t4g.small", "office-hours").tag("elasticbeanstalk:environment-id", "e-tn3");
        optedIn("eks-auto-node", "c7g.large", "office-hours").managedBy("eks.amazonaws.com");
        optedIn("fleet-worker", "c7g.large", "office-hours").tag("aws:ec2:fleet-id", "fleet-7d3a");
    }

    private void dublin() {
        optedIn("dublin-desk-1", "m7i.xlarge", "london").tag("nightshift:keep-until", "2026-10-23T22:00");
        optedIn("dublin-desk-2", "m7i.xlarge", "london");
        optedIn("dublin-db", "r7g.large", "office-hours").tag("nightshift:start-order", "10");
        optedIn("dublin-app", "m7g.large", "office-hours").tag("nightshift:start-order", "20");
        optedIn("dublin-web", "m7g.large", "office-hours").tag("nightshift:start-order", "30");
        launch("dublin-prod", "m7g.2xlarge");
    }

    private void secondAccount() {
        optedIn("lab-1", "c7g.2xlarge", "office-hours");
        optedIn("lab-2", "c7g.2xlarge", "office-hours");
        optedIn("lab-scratch", "m7gd.large", "office-hours");
        optedIn("vienna-desk", "m7i.xlarge", "vienna");
        launch("lab-vpn", "t4g.small");
    }

    private void notOptedIn() {
        for (String name : List.of("prod-db-1", "prod-db-2", "prod-web-1", "prod-web-2", "vpn", "bastion", "mail")) {
            launch(name, "m7g.2xlarge");
        }
        launch("dev-finn", "t4g.xlarge").tag("nightshift:shedule", "office-hours");
        launch("wiki", "t4g.medium").tag("Schedule", "office-hours");
    }

    private Instance optedIn(String name, String type, String schedule) {
        return launch(name, type).tag(SCHEDULE, schedule);
    }

    private Instance launch(String name, String type) {
        return ec2.launch(type).tag("Name", name).launchedAt(LAUNCHED);
    }
}
