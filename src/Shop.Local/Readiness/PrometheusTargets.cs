using System.Globalization;
using Shop.Local.Nodes;
using Shop.Local.Stack;

namespace Shop.Local.Readiness;

internal static class PrometheusTargets
{
    /// <summary>Each target answers, and behind the exporter each Redis node and Sentinel does.</summary>
    public static async Task<bool> AreUpAsync(StackLayout layout)
    {
        var prometheus = $"http://{layout.Named("prometheus").Address}";
        using var targets = await HttpQuestions.JsonAsync($"{prometheus}/api/v1/targets?state=active");
        using var redisUp = await HttpQuestions.JsonAsync($"{prometheus}/api/v1/query?query=count(redis_up==1)");
        return targets?.RootElement.GetProperty("data").GetProperty("activeTargets") is { } active
            && active.GetArrayLength() == PrometheusNode.TargetCount(layout)
            && active.EnumerateArray().All(target => target.GetProperty("health").GetString() == "up")
            && redisUp?.RootElement.GetProperty("data").GetProperty("result") is { } counts
            && counts.GetArrayLength() == 1
            && counts[0].GetProperty("value")[1].GetString() == layout.Nodes.Count(IsRedis).ToString(CultureInfo.InvariantCulture);
    }

    private static bool IsRedis(Node node) => node.Kind is NodeKind.Redis or NodeKind.Sentinel;
}
