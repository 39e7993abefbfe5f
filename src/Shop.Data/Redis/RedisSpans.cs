using System.Diagnostics;

namespace Shop.Data.Redis;

/// <summary>
/// Spans of what is asked of Redis, source <c>Shop.Redis</c>, within the span of a request. While nobody listens there are none, and nothing is
/// allocated; what runs in the background never has one.
/// </summary>
internal static class RedisSpans
{
    public const string SourceName = "Shop.Redis";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>From the queue to the acknowledgement, however often it is sent.</summary>
    public static Activity? StartCommit(LuaScript script) => Start(script.Name);

    public static Activity? StartRead(string operation, string node, bool isMaster) =>
        Start(operation) is { } span ? Place(span, node, isMaster) : null;

    /// <summary>A read that travels with others, until they are answered.</summary>
    public static Activity? StartRows(LuaScript script) => Start(script.Name);

    public static void Answered(Activity? span, (string Node, bool IsMaster)? by)
    {
        if (span is not null && by is { } known)
        {
            Place(span, known.Node, known.IsMaster);
        }
    }

    /// <summary>The write left the queue.</summary>
    public static void Sent(Activity? span, string node) =>
        span?.AddEvent(new ActivityEvent("sent")).SetTag("server.address", node).SetTag("shop.redis.role", "master");

    /// <summary>A further node is asked; an event of the span that waits for the read.</summary>
    public static void Hedged(string node)
    {
        if (Source.HasListeners())
        {
            Activity.Current?.AddEvent(new ActivityEvent("shop.redis.hedge", tags: new ActivityTagsCollection { ["server.address"] = node }));
        }
    }

    public static void Fail(Activity? span, Exception failure)
    {
        if (span is not null)
        {
            span.SetTag("error.type", FailureKind.Of(failure)).SetStatus(ActivityStatusCode.Error);
        }
    }

    private static Activity Place(Activity span, string node, bool isMaster) =>
        span.SetTag("server.address", node).SetTag("shop.redis.role", isMaster ? "master" : "replica");

    private static Activity? Start(string operation) => Source.HasListeners() && Activity.Current is not null
        ? Source.StartActivity(operation, ActivityKind.Client)?.SetTag("db.system.name", "redis").SetTag("db.operation.name", operation)
        : null;
}
