using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>
/// Everything that depends on the version of StackExchange.Redis, so that a newer one is a change of this file. What 1.2.6 does and does not do
/// (its calls never time out, a hung socket is never declared dead) shapes the callers: every await has a limit of its own, and a connection
/// that hangs is replaced as a whole.
/// </summary>
internal static class ClientLibrary
{
    // Both maps hold UNKNOWN: without it the library refuses every Execute. No SUBSCRIBE on nodes: one socket instead of two. INFO stays: without
    // it the library finds out a node's role by writing a random key.
    private static readonly CommandMap NodeCommands = CommandMap.Create(
        [
            "AUTH", "PING", "ECHO", "INFO", "CLIENT", "ROLE", "WAIT", "TIME", "SELECT", "SCRIPT", "EVAL", "EVALSHA", "UNKNOWN",
            "GET", "MGET", "SET", "STRLEN", "EXISTS", "TYPE", "TTL", "PTTL", "HGET", "HGETALL", "HMGET", "HEXISTS", "HLEN",
            "ZRANGE", "ZREVRANGE", "ZRANGEBYSCORE", "ZREVRANGEBYSCORE", "ZRANGEBYLEX", "ZREVRANGEBYLEX", "ZLEXCOUNT", "ZCARD", "ZCOUNT", "ZSCORE", "ZRANK",
            "XRANGE", "XREVRANGE", "XLEN", "SMEMBERS", "SISMEMBER", "SCARD", "LRANGE", "LLEN",
        ],
        available: true);

    private static readonly CommandMap SentinelCommands = CommandMap.Create(
        ["AUTH", "PING", "INFO", "SENTINEL", "SUBSCRIBE", "PSUBSCRIBE", "UNSUBSCRIBE", "PUNSUBSCRIBE", "UNKNOWN"],
        available: true);

    /// <summary>
    /// The library completes its tasks on the thread pool, which starts with one thread a core: a moment of starvation would make every probe
    /// stale and hold every write.
    /// </summary>
    public static void PrepareThreadPool()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, 32), Math.Max(completions, 32));
    }

    public static Task<ConnectionMultiplexer?> ConnectNodeAsync(
        string address, RedisOptions options, TimeProvider time, CancellationToken cancellationToken) =>
        ConnectAsync(address, NodeCommands, options, time, cancellationToken);

    public static Task<ConnectionMultiplexer?> ConnectSentinelAsync(
        string address, RedisOptions options, TimeProvider time, CancellationToken cancellationToken) =>
        ConnectAsync(address, SentinelCommands, options, time, cancellationToken);

    /// <summary>
    /// Ends a connection without waiting for it: with a full send buffer to a stopped node, Close blocks until the node resumes or dies.
    /// Close comes first, because Dispose alone would send QUIT and wait. What either throws is nobody's business any more.
    /// </summary>
    public static void Abandon(ConnectionMultiplexer connection) =>
        _ = Task.Run(() =>
        {
            using (connection)
            {
                connection.Close(allowCommandsToComplete: false);
            }
        });

    /// <summary>
    /// Completes what was asked over a connection in the order in which it was asked, on one thread, instead of each for itself on the pool: for
    /// one whose last answer is the one that is waited for.
    /// </summary>
    public static void KeepOrder(ConnectionMultiplexer connection) => connection.PreserveAsyncOrder = true;

    /// <summary>The size of a value on the wire. A value holds its bytes already, so that only numbers are encoded here.</summary>
    public static int SizeOf(RedisValue value) => ((byte[]?)value)?.Length ?? 0;

    /// <summary>Whether a call was refused because the node is a replica; the other refusals (a command outside the map) are defects.</summary>
    public static bool SaysReplica(RedisCommandException refused) => refused.Message.Contains("slave", StringComparison.Ordinal);

    /// <summary>Null when the node did not come up in time; a connection that comes up later is thrown away.</summary>
    private static async Task<ConnectionMultiplexer?> ConnectAsync(
        string address, CommandMap commands, RedisOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        // On the pool: the first part of connecting is synchronous.
        var connecting = Task.Run(() => DialAsync(address, commands, options, cancellationToken), cancellationToken);
        try
        {
            var connection = await connecting.WaitAsync(options.ConnectLimit + TimeSpan.FromMilliseconds(100), time, cancellationToken);
            if (connection.IsConnected)
            {
                return connection;
            }

            Abandon(connection);
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            AbandonLate(connecting);
            return null;
        }
        catch (OperationCanceledException)
        {
            AbandonLate(connecting);
            throw;
        }
    }

    private static void AbandonLate(Task<ConnectionMultiplexer> connecting) =>
        _ = connecting.ContinueWith(
            static async late =>
            {
                if (late.IsCompletedSuccessfully)
                {
                    Abandon(await late);
                }
                else
                {
                    _ = late.Exception;
                }
            },
            TaskScheduler.Default);

    private static async Task<ConnectionMultiplexer> DialAsync(
        string address, CommandMap commands, RedisOptions options, CancellationToken cancellationToken)
    {
        var configuration = new ConfigurationOptions
        {
            AbortOnConnectFail = false,
            ConnectTimeout = (int)options.ConnectLimit.TotalMilliseconds,
            ConnectRetry = 1, // more would multiply the time-out
            SyncTimeout = 1000,
            KeepAlive = 5,
            ConfigCheckSeconds = 60,
            TieBreaker = "",
            ConfigurationChannel = "",
            ResolveDns = false,
            AllowAdmin = true,
            DefaultVersion = new Version(7, 0, 0), // below 2.8.12 a SELECT goes out before each EVALSHA
            CommandMap = commands,
            Password = options.Password,
            WriteBuffer = 65536,
            // SocketManager stays null: one writer thread for each connection. A shared one is blocked for all by a single stopped node.
        };
        var (host, port) = HostAndPort(address);
        configuration.EndPoints.Add(await ResolveAsync(host, port, cancellationToken));
        if (options.Authorities is { } authorities)
        {
            configuration.Ssl = true;
            configuration.SslHost = host;
            configuration.CertificateValidation += (_, certificate, chain, errors) => IsCertified(certificate, chain, errors, authorities);
        }

        var connection = await ConnectionMultiplexer.ConnectAsync(configuration);
        connection.PreserveAsyncOrder = false;
        connection.IncludeDetailInExceptions = false;
        return connection;
    }

    /// <summary>The library asks with the system's authorities in mind, none of which ours is: the chain alone is judged anew.</summary>
    private static bool IsCertified(X509Certificate? certificate, X509Chain? presented, SslPolicyErrors errors, X509Certificate2Collection authorities)
    {
        if (certificate is not X509Certificate2 node || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.ExtraStore.AddRange(presented?.ChainPolicy.ExtraStore ?? []);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1")); // a server's
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // who runs an authority for six nodes replaces it
        return chain.Build(node);
    }

    private static (string Host, int Port) HostAndPort(string address)
    {
        var colon = address.LastIndexOf(':');
        return (address[..colon].Trim('[', ']'), int.Parse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>Resolved here and anew for each connection: a node behind a name may come back under another address.</summary>
    private static async Task<IPEndPoint> ResolveAsync(string host, int port, CancellationToken cancellationToken)
    {
        var resolved = IPAddress.TryParse(host, out var ip) ? ip : (await Dns.GetHostAddressesAsync(host, cancellationToken))[0];
        return new IPEndPoint(resolved, port);
    }
}
