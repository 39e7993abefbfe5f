using System.Text.RegularExpressions;

namespace Shop.Local.Stack;

/// <summary>
/// What the stack is run with: the environment wins over the .env file, and any X may come as X_FILE, the path of a file that holds it.
/// </summary>
internal sealed partial class Settings(IReadOnlyDictionary<string, string> values)
{
    public string MasterName => this["REDIS_MASTER_NAME"];

    /// <summary>The password of one user of Redis. Sentinel writes it back into its configuration without quotes, so it must be one plain word.</summary>
    public string Password(string name) =>
        PlainWord().IsMatch(this[name])
            ? this[name]
            : throw new Refusal($"{name} may hold letters, digits and . _ ~ + / = - only: Sentinel can't keep any other. Change it in .env.");

    /// <summary>The application's.</summary>
    public string RedisPassword => Password("REDIS_PASSWORD");

    /// <summary>Of the user that may do everything; ./shop is one.</summary>
    public string OperatorPassword => Password("REDIS_OPERATOR_PASSWORD");

    /// <summary>Whether requests are limited; on unless it is said to be off, for load tests.</summary>
    public bool LimitsRates => Switch("RATE_LIMIT_ENABLED", otherwise: true);

    /// <summary>Whether HTTP leads to HTTPS; off, so that the first curl needs no certificate.</summary>
    public bool RedirectsToTls => Switch("SHOP_TLS_REDIRECT", otherwise: false);

    /// <summary>Whether API, Redis and Sentinels speak TLS with each other and nothing else.</summary>
    public bool EncryptsRedis => Switch("REDIS_TLS", otherwise: false);

    /// <summary>Null where it is not set.</summary>
    public string? Find(string name) => values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    public string this[string name] =>
        Find(name) ?? throw new Refusal($"{name} is not set: write it into .env (.env.example explains it), or remove .env to have a new one made.");

    /// <summary>Those of a file, with this process' environment over them.</summary>
    public static Settings Load(string envFile)
    {
        var file = EnvFile.Read(envFile);
        return new Settings(EnvFile.Names
            .Select(name => (name, value: FromEnvironment(name) ?? From(file.GetValueOrDefault, name)))
            .Where(setting => setting.value is not null)
            .ToDictionary(setting => setting.name, setting => setting.value!, StringComparer.Ordinal));
    }

    private bool Switch(string name, bool otherwise) => values.GetValueOrDefault(name) switch
    {
        null or "" => otherwise,
        "true" => true,
        "false" => false,
        var other => throw new Refusal($"{name} is \"{other}\": write true or false."),
    };

    private static string? FromEnvironment(string name) => From(Environment.GetEnvironmentVariable, name);

    private static string? From(Func<string, string?> source, string name)
    {
        if (source(name) is { Length: > 0 } value)
        {
            return value;
        }

        return source($"{name}_FILE") is { Length: > 0 } path ? Secret(name, path) : null;
    }

    [GeneratedRegex("^[A-Za-z0-9._~+/=-]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlainWord();

    private static string Secret(string name, string path) =>
        File.Exists(path) ? File.ReadAllText(path).TrimEnd('\r', '\n') : throw new Refusal($"{name}_FILE names {path}, which does not exist.");
}
