using Shop.Data.Redis;

namespace Shop.Data;

/// <summary>What there is to listen to.</summary>
public static class ShopTraces
{
    /// <summary>The spans of writes and reads, each within the span of its request.</summary>
    public const string RedisSource = RedisSpans.SourceName;
}
