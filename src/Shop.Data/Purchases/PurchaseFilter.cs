using System.Globalization;
using StackExchange.Redis;

namespace Shop.Data.Purchases;

/// <summary>Which purchases a list shows; what is null does not matter. All that is said must hold.</summary>
public sealed record PurchaseFilter
{
    public Guid? UserId { get; init; }

    /// <summary>As a read shows it: a pending purchase past its hold is expired, released or not.</summary>
    public string? Status { get; init; }

    public Guid? ProductId { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>As FindPurchases.lua takes it, from ARGV[4] on.</summary>
    internal IReadOnlyList<RedisValue> ToArguments() =>
    [
        UserId?.ToString() ?? "", Status ?? "", ProductId?.ToString() ?? "",
        CreatedAfter is { } after ? "[" + FirstIdFrom(SinceEpoch(after) + 1) : "-",
        CreatedBefore is { } before ? "(" + FirstIdFrom(SinceEpoch(before)) : "+",
    ];

    private static long SinceEpoch(DateTimeOffset time) => Math.Max(0, (time - DateTimeOffset.UnixEpoch).Ticks);

    // Times are kept in whole milliseconds, and an id begins with the one of its purchase: the first that is not before the tick.
    private static string FirstIdFrom(long ticks)
    {
        var milliseconds = (ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
        var hex = milliseconds.ToString("x12", CultureInfo.InvariantCulture);
        return $"{hex[..8]}-{hex[8..]}";
    }
}
