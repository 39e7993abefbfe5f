using Shop.Api.OpenApi;

namespace Shop.Api.Tests.OpenApi;

/// <summary>What a route has left unsaid, each with what to write.</summary>
internal static class DocumentGaps
{
    public static IEnumerable<string> Of(RouteFacts route)
    {
        if (route.OperationId is null || route.Summary is null)
        {
            yield return $"""{route} has no name: add .As("verbNoun", "What it does") to it in its route table.""";
        }

        if (route.Tags.Count == 0)
        {
            yield return $"""{route} has no tag: add .WithTags("Noun") to its group.""";
        }

        if (route.Success.Body is { } answered && route.Example?.Response?.GetType() != answered)
        {
            yield return $"{route} shows no {answered.Name}: add .Example(…) with one out of its noun's Examples.cs.";
        }

        if (route.Contract?.Body is { } body && body.Type.GetProperties().Length > 0 && route.Example?.Request?.GetType() != body.Type)
        {
            yield return $"{route} shows no {body.Type.Name}: add .Example(request, response) with one out of its noun's Examples.cs.";
        }

        foreach (var parameter in route.PathParameters.Where(parameter => route.ExampleOf(parameter) is null))
        {
            yield return $"""{route} shows no {parameter}: add .ExampleOf("{parameter}", …) to it or to its group.""";
        }
    }
}
