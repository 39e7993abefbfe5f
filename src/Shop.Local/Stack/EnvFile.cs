using System.Security.Cryptography;
using Shop.Local.Nodes;

namespace Shop.Local.Stack;

/// <summary>The <c>.env</c> file: made at the first <c>up</c> with secrets of its own, readable by its owner alone.</summary>
internal static class EnvFile
{
    /// <summary>Of each user of Redis; ops/redis/users.acl says what each may do.</summary>
    public static readonly string[] RedisPasswords =
    [
        "REDIS_PASSWORD", "REDIS_REPLICATION_PASSWORD", "REDIS_SENTINEL_PASSWORD", "REDIS_EXPORTER_PASSWORD", "REDIS_BACKUP_PASSWORD",
        "REDIS_OPERATOR_PASSWORD",
    ];

    /// <summary>The API has defaults for them: no line of the file is needed.</summary>
    public static readonly string[] RateLimits =
        ["RATE_LIMIT_ENABLED", "RATE_LIMIT_CALLER", "RATE_LIMIT_LOGIN", "RATE_LIMIT_REGISTRATION"];

    public static readonly string[] Names =
    [
        "REDIS_MASTER_NAME", "REDIS_SENTINEL", "SECRET_KEY", "SHOP_ADMIN_EMAIL", "SHOP_ADMIN_PASSWORD", .. RedisPasswords, .. RateLimits,
        "REDIS_TLS", "SHOP_TLS_REDIRECT", .. AlertmanagerNode.Webhooks,
    ];

    /// <summary>A stack with an offset keeps its secrets to itself; the user's stand at the root.</summary>
    public static string PathFor(StackLayout layout) =>
        Path.GetFileName(layout.Directory) == ".shop" ? Path.Combine(layout.Root, ".env") : Path.Combine(layout.Directory, ".env");

    /// <summary>Makes the file where there is none; one that is older than a password gets it added.</summary>
    /// <returns>What was made, for people; null when all was there.</returns>
    public static string? Ensure(StackLayout layout)
    {
        var path = PathFor(layout);
        var name = Path.GetRelativePath(layout.Root, path);
        if (File.Exists(path))
        {
            return AddMissing(path) is { Count: > 0 } added ? $"Added to {name}, each with a random value: {string.Join(", ", added)}." : null;
        }

        PrivateFile.Write(path, $"""
            # Made by ./shop up. .env.example explains each line.
            REDIS_MASTER_NAME=shop
            REDIS_SENTINEL={layout.Sentinels}
            SECRET_KEY={Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}
            SHOP_ADMIN_EMAIL=admin@shop.example
            SHOP_ADMIN_PASSWORD={RandomNumberGenerator.GetHexString(24, lowercase: true)}
            {string.Join('\n', RedisPasswords.Select(RandomPassword))}

            """);
        return $"Made {name} with new random secrets; the admin's password is in it.";
    }

    public static Dictionary<string, string> Read(string path) =>
        !File.Exists(path)
            ? []
            : File.ReadLines(path)
                .Select(line => line.Trim())
                .Where(line => line.Length > 0 && line[0] != '#' && line.Contains('=', StringComparison.Ordinal))
                .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
                .GroupBy(pair => pair[0], StringComparer.Ordinal)
                .ToDictionary(same => same.Key, same => Unquoted(same.Last()[1]), StringComparer.Ordinal);

    private static List<string> AddMissing(string path)
    {
        var there = Read(path);
        var missing = RedisPasswords.Where(name => !Holds(there, name)).ToList();
        if (missing.Count > 0)
        {
            var lines = missing.Select(RandomPassword);
            PrivateFile.Write(path, $"{File.ReadAllText(path).TrimEnd('\n')}\n{string.Join('\n', lines)}\n");
        }

        return missing;
    }

    private static bool Holds(Dictionary<string, string> file, string name) =>
        file.GetValueOrDefault(name) is { Length: > 0 } || file.GetValueOrDefault($"{name}_FILE") is { Length: > 0 };

    private static string RandomPassword(string name) => $"{name}={RandomNumberGenerator.GetHexString(32, lowercase: true)}";

    private static string Unquoted(string value) =>
        value.Length >= 2 && value[0] == value[^1] && value[0] is '"' or '\'' ? value[1..^1] : value;
}
