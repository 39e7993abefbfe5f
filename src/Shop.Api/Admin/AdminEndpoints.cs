using System.Text.Json.Serialization;
using Shop.Api.Http;
using Shop.Api.Http.Json;
using Shop.Data.Products;
using Shop.Data.Redis;

namespace Shop.Api.Admin;

/// <summary>What an operator asks of the running shop.</summary>
internal static class AdminEndpoints
{
    public static void AddAdmin(this IServiceCollection services) => services.AddJson(AdminJson.Default);

    public static void MapAdmin(this IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup("/v1/admin").WithTags("Operations").For(Audience.Admin);
        admin.Get("/invariants", CheckInvariantsAsync).As("checkInvariants", "Check the stock of every product")
            .Example(new InvariantsResponse(Ok: true, CheckedProducts: 100, Violations: []));
        admin.Get("/topology", ShowTopologyAsync).As("getTopology", "Show the Redis nodes as this replica sees them").Example(new TopologyReport(
            "127.0.0.1:6379", Epoch: 1, [new ReplicaReport("127.0.0.1:6380", Connected: true, LagBytes: 0, InReadSet: true)],
            [new SentinelReport("127.0.0.1:26379", Connected: true)], Failovers: 0));
    }

    private static async Task<Answer<InvariantsResponse>> CheckInvariantsAsync(
        StockAudit audit, Consistency consistency, CancellationToken cancellationToken)
    {
        var report = await audit.CheckAsync(consistency, cancellationToken);
        return Answer.Ok(new InvariantsResponse(report.Violations.Count == 0, report.CheckedProducts, report.Violations));
    }

    private static Task<Answer<TopologyReport>> ShowTopologyAsync(TopologyView topology) => Task.FromResult(Answer.Ok(topology.Report()));
}

internal sealed record InvariantsResponse(bool Ok, long CheckedProducts, IReadOnlyList<StockViolation> Violations);

[JsonSerializable(typeof(InvariantsResponse))]
[JsonSerializable(typeof(TopologyReport))]
internal sealed partial class AdminJson : JsonSerializerContext;
