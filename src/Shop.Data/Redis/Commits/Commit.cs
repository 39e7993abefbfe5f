using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>An acknowledged write.</summary>
/// <param name="Result">What the script returned.</param>
/// <param name="Replicas">How many replicas held it before it was acknowledged.</param>
/// <param name="Reached">How far the data reaches with it.</param>
internal sealed record Commit(RedisResult Result, int Replicas, Watermark? Reached);
