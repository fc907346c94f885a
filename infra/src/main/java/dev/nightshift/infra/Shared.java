package dev.nightshift.infra;

import dev.nightshift.site.Site;

/// What the functions of a stack have in common.
record Shared(Site site, Repository repository, Notifications notifications, State state) {}
