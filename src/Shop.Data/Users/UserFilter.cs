using StackExchange.Redis;

namespace Shop.Data.Users;

/// <summary>Which users a list shows; what is null does not matter. All that is said must hold.</summary>
/// <param name="Email">The whole address, in lower case.</param>
public sealed record UserFilter(string? Email = null, string? Role = null, string? Status = null)
{
    /// <summary>What a list of users can be sorted by, besides the time of registration.</summary>
    public const string SortByEmail = "email";

    /// <summary>As FindUsers.lua takes it, from ARGV[4] on.</summary>
    internal IReadOnlyList<RedisValue> ToArguments(string sort) => [sort, Email ?? "", Role ?? "", Status ?? ""];
}
