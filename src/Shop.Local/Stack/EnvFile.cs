using System.Security.Cryptography;

namespace Shop.Local.Stack;

/// <summary>The <c>.env</c> file: made at the first <c>up</c> with secrets of its own, readable by its owner alone.</summary>
internal static class EnvFile
{
    /// <summary>What the API has defaults for.</summary>
    public static readonly string[] RateLimits =
        ["RATE_LIMIT_ENABLED", "RATE_LIMIT_CALLER", "RATE_LIMIT_LOGIN", "RATE_LIMIT_REGISTRATION"];

    public static readonly string[] Names =
    [
        "REDIS_MASTER_NAME", "REDIS_SENTINEL", "SECRET_KEY", "SHOP_ADMIN_EMAIL", "SHOP_ADMIN_PASSWORD", "REDIS_PASSWORD", .. RateLimits,
    ];

    /// <summary>A stack with an offset keeps its secrets to itself; the user's stand at the root.</summary>
    public static string PathFor(StackLayout layout) =>
        Path.GetFileName(layout.Directory) == ".shop" ? Path.Combine(layout.Root, ".env") : Path.Combine(layout.Directory, ".env");

    /// <summary>Whether there was none and one was made.</summary>
    public static bool Ensure(StackLayout layout)
    {
        var path = PathFor(layout);
        if (File.Exists(path))
        {
            return false;
        }

        PrivateFile.Write(path, $"""
            # Made by ./shop up. .env.example explains each line.
            REDIS_MASTER_NAME=shop
            REDIS_SENTINEL={layout.Sentinels}
            SECRET_KEY={Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}
            SHOP_ADMIN_EMAIL=admin@shop.example
            SHOP_ADMIN_PASSWORD={RandomNumberGenerator.GetHexString(24, lowercase: true)}
            REDIS_PASSWORD={RandomNumberGenerator.GetHexString(32, lowercase: true)}

            """);
        return true;
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

    private static string Unquoted(string value) =>
        value.Length >= 2 && value[0] == value[^1] && value[0] is '"' or '\'' ? value[1..^1] : value;
}
