using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace Shop.Data.Redis;

/// <summary>
/// Where Redis is and how patient the shop is with it. Only the first four come from the configuration; the others are numbers that belong
/// together (a probe must be answered several times within the time that makes it stale) and change only with a measurement.
/// </summary>
public sealed class RedisOptions
{
    /// <summary>Every Sentinel as <c>host:port</c>, from <c>REDIS_SENTINEL</c>, separated by commas. Redis itself is found by asking them.</summary>
    public required IReadOnlyList<string> Sentinels { get; init; }

    /// <summary>The name under which the Sentinels know the master, from <c>REDIS_MASTER_NAME</c>. Default <c>shop</c>.</summary>
    public string MasterName { get; init; } = "shop";

    /// <summary>The password of the Redis nodes and of the Sentinels, from <c>REDIS_PASSWORD</c>. Null where they ask for none.</summary>
    public string? Password { get; init; }

    /// <summary>
    /// Whom the Redis nodes and the Sentinels must have been certified by: with it all of them are talked to by TLS alone. From <c>REDIS_TLS</c> and
    /// <c>ca.crt</c> in <c>REDIS_TLS_DIR</c>, which may hold several. Null, the default, where they speak in the clear.
    /// </summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>
    /// How long a write is held while Redis cannot answer, and a read that only the master or a node with a certain write may answer. Default 10 s:
    /// a failover at <c>down-after-milliseconds 1000</c> took at most 3.1 s in measurements, and nginx waits 12 s for such a call.
    /// </summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long any other read is held: it needs no master, so that a failover does not hold it. Default 1.8 s: less than the 3 s that nginx waits
    /// for it, and with the hold of a write, whose caller is read first, less than 12 s; else nginx would take both replicas for dead.
    /// </summary>
    public TimeSpan ReadHold { get; init; } = TimeSpan.FromSeconds(1.8);

    /// <summary>What <see cref="RedisUnavailableException.RetryAfter"/> says. Default 2 s: most of a failover is over by then.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many writes may wait. Default 10 000: about what the commit path takes away in a third of a second.</summary>
    public int QueueLimit { get; init; } = 10_000;

    /// <summary>How many writes travel together at most. Default 256: larger batches were not faster.</summary>
    public int BatchOperations { get; init; } = 256;

    /// <summary>
    /// How many bytes travel together at most. Default 900 000: from some megabytes on, the socket of a stopped node fills up and closing it
    /// blocks a thread.
    /// </summary>
    public int BatchBytes { get; init; } = 900_000;

    /// <summary>How long <c>WAIT</c> waits for the replicas. Default 200 ms; a batch that falls short is sent again.</summary>
    public TimeSpan ReplicaWait { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a batch may take before its connection is given up. Default 600 ms: <see cref="ReplicaWait"/> twice, and room.</summary>
    public TimeSpan BatchLimit { get; init; } = TimeSpan.FromMilliseconds(600);

    /// <summary>
    /// How long a node may be silent before a second one is asked the same. Default 100 ms: rarely reached by a node that is well, and short
    /// against the 450 ms after which one that hangs is no longer asked at all.
    /// </summary>
    public TimeSpan HedgeAfter { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long the answer of a node is waited for. Default 500 ms.</summary>
    public TimeSpan ReadLimit { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How long a call waits to be counted against a rate limit; then it passes. Default 250 ms: a commit takes some milliseconds, and a limiter must
    /// not hold what it limits.
    /// </summary>
    public TimeSpan CountLimit { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long connecting may take. Default 300 ms: it takes 20 ms, 190 ms for the first connection of a process.</summary>
    public TimeSpan ConnectLimit { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How often each node is asked for its role. Default 100 ms.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a node's answer counts. Default 450 ms: four probes, half of the Sentinels' <c>down-after-milliseconds</c>.</summary>
    public TimeSpan ProbeLifetime { get; init; } = TimeSpan.FromMilliseconds(450);

    /// <summary>How often each Sentinel is asked. Default 200 ms; its <c>+switch-master</c> message is followed at once.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a Sentinel's vote counts. Default 2 s: a replaced connection to a Sentinel must not cost the majority.</summary>
    public TimeSpan VoteLifetime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an unanswered probe or poll is waited for before the connection is replaced. Default 1 s.</summary>
    public TimeSpan HungAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a replica must have counted for acknowledgements without a break before it is read from. Default 3 s: longer than
    /// <see cref="VoteLifetime"/>, after which every other process counts it too.
    /// </summary>
    public TimeSpan ReplicaProbation { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a node is still watched after no Sentinel lists it any more. Default 60 s.</summary>
    public TimeSpan ForgetAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long there may be no master before <see cref="StorageHealth.IsReady"/> turns false. Default 60 s: a failover is no reason.</summary>
    public TimeSpan NotReadyAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Acknowledge what the master alone holds. No setting: the bench's own build of the API measures what waiting costs.</summary>
    internal bool TrustsMasterAlone { get; init; }

    /// <summary>Reads the options from the configuration.</summary>
    /// <exception cref="SettingException">A key is missing or cannot be understood; the message names it and says what to write.</exception>
    public static RedisOptions From(IConfiguration configuration)
    {
        var sentinels = (configuration["REDIS_SENTINEL"] ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var options = new RedisOptions
        {
            Sentinels = sentinels,
            MasterName = configuration["REDIS_MASTER_NAME"] is { Length: > 0 } name ? name.Trim() : "shop",
            Password = configuration["REDIS_PASSWORD"] is { Length: > 0 } password ? password : null,
            Authorities = AuthoritiesFrom(configuration),
        };
        options.Validate();
        return options;
    }

    private static X509Certificate2Collection? AuthoritiesFrom(IConfiguration configuration) => configuration["REDIS_TLS"] switch
    {
        null or "" or "false" => null,
        "true" => AuthoritiesIn(Path.Combine(configuration["REDIS_TLS_DIR"] is { Length: > 0 } directory ? directory : "/run/tls", "ca.crt")),
        var other => throw new SettingException($"REDIS_TLS is \"{other}\": write true or false."),
    };

    private static X509Certificate2Collection AuthoritiesIn(string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SettingException($"REDIS_TLS is true and {file} can't be read ({unreadable.Message}): name the directory of ca.crt in REDIS_TLS_DIR.");
        }

        return authorities.Count > 0
            ? authorities
            : throw new SettingException($"REDIS_TLS is true and {file} holds no certificate: put that of the nodes' authority there, as PEM.");
    }

    private void Validate()
    {
        if (Sentinels.Count == 0)
        {
            throw new SettingException(
                "REDIS_SENTINEL is not set: write the addresses of all Sentinels, separated by commas, such as 127.0.0.1:26379,127.0.0.1:26380.");
        }

        if (Sentinels.FirstOrDefault(address => !IsHostAndPort(address)) is { } broken)
        {
            throw new SettingException($"REDIS_SENTINEL holds \"{broken}\": write each Sentinel as host:port, such as 127.0.0.1:26379.");
        }

        // A Sentinel counted twice would make a majority alone.
        if (Sentinels.Distinct(StringComparer.OrdinalIgnoreCase).Count() < Sentinels.Count)
        {
            throw new SettingException("REDIS_SENTINEL names a Sentinel twice: write each one once, so that a majority is one.");
        }

        if (MasterName.Any(char.IsWhiteSpace))
        {
            throw new SettingException(
                "REDIS_MASTER_NAME holds a space: write the name after \"sentinel monitor\" in sentinel.conf, such as shop.");
        }
    }

    private static bool IsHostAndPort(string address)
    {
        var colon = address.LastIndexOf(':');
        return colon > 0
            && ushort.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port > 0;
    }
}
