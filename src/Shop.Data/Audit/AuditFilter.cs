using StackExchange.Redis;

namespace Shop.Data.Audit;

/// <summary>Which entries a list shows; what is null does not matter. All that is said must hold.</summary>
public sealed record AuditFilter
{
    public Guid? Actor { get; init; }

    /// <summary>One of <see cref="AuditObject"/>.</summary>
    public string? ObjectType { get; init; }

    public Guid? ObjectId { get; init; }

    public string? Action { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>As FindAudit.lua takes it, from ARGV[4] on.</summary>
    internal IReadOnlyList<RedisValue> ToArguments() =>
    [
        Actor?.ToString() ?? "", ObjectType ?? "", ObjectId?.ToString() ?? "", Action ?? "",
        After is { } after ? after.ToUnixTimeMilliseconds() : "", Before is { } before ? CeilingOf(before) : "",
    ];

    // Entries carry whole milliseconds: one that is before the tick is before the next full one.
    private static long CeilingOf(DateTimeOffset time) => time.AddTicks(TimeSpan.TicksPerMillisecond - 1).ToUnixTimeMilliseconds();
}
