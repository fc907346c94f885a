package dev.nightshift.stopper.fleet;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.QueryApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The EC2 API of one account and region.
///
/// Source: Amazon EC2 API Reference, version 2016-11-15.
record Ec2Api(QueryApi api) {
    // EC2 API reference: MaxResults is at most 1000.
    private static final int PAGE = 1_000;

    static Ec2Api of(Clients clients) {
        return new Ec2Api(clients.query("ec2", "2016-11-15"));
    }

    /// All pages of what every filter lets through.
    ///
    /// @param filters the values of each filter by its name, of which one has to match
    /// @param elements the names of all elements that are read, without that of the token
    /// @throws software.amazon.awssdk.core.exception.SdkException when not all pages could be read
    List<Answer> pages(String operation, Map<String, List<String>> filters, Set<String> elements) {
        Map<String, String> parameters = parameters(filters);
        parameters.put("MaxResults", String.valueOf(PAGE));
        List<Answer> pages = new ArrayList<>();
        String token;
        do {
            Answer page = api.call(operation, parameters, name -> name.equals("nextToken") || elements.contains(name));
            pages.add(page);
            // A short or empty page with a token is not the end.
            token = page.text("nextToken");
            parameters.put("NextToken", token);
        } while (!token.isEmpty());
        return pages;
    }

    private static Map<String, String> parameters(Map<String, List<String>> filters) {
        Map<String, String> parameters = new TreeMap<>();
        int number = 0;
        for (Map.Entry<String, List<String>> filter : filters.entrySet()) {
            number++;
            parameters.put("Filter." + number + ".Name", filter.getKey());
            parameters.putAll(QueryApi.list("Filter." + number + ".Value", filter.getValue()));
        }
        return parameters;
    }

    /// The items of a set, such as those of `instanceTypeSet`, about the values of one parameter.
    ///
    /// @param elements the names of all elements that are read
    List<Answer> items(String operation, Map<String, String> parameters, String set, Set<String> elements) {
        return api.call(operation, parameters, elements::contains)
                .all(set, "item")
                .toList();
    }

    /// Changes something: the answer says nothing that a later look does not say.
    ///
    /// @param parameter the name of the list of ids
    /// @param ids the resources to change
    /// @param others the other parameters
    void change(String operation, String parameter, List<String> ids, Map<String, String> others) {
        Map<String, String> parameters = QueryApi.list(parameter, ids);
        parameters.putAll(others);
        api.call(operation, parameters, name -> false);
    }
}
