using Microsoft.Extensions.Primitives;
using Shop.Data.Redis;

namespace Shop.Api.Http;

/// <summary>The header by which a client says which nodes may answer its read.</summary>
internal static class ReadConsistencyHeader
{
    public const string Name = "Read-Consistency";

    private const string Strong = "strong";
    private const string Eventual = "eventual";

    public static IReadOnlyList<string> Values { get; } = [Strong, Eventual];

    /// <summary>Null for a value that is none of <see cref="Values"/>.</summary>
    public static ReadConsistency? Read(StringValues header) => header.Count == 0
        ? ReadConsistency.Session
        : header.ToString() switch
        {
            Strong => ReadConsistency.Strong,
            Eventual => ReadConsistency.Eventual,
            _ => null,
        };
}
