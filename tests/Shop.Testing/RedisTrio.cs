using System.Security.Cryptography.X509Certificates;
using Shop.Local.Nodes;
using Shop.Local.Stack;
using Shop.Local.Supervision;
using Shop.Local.Wire;

namespace Shop.Testing;

/// <summary>
/// Three Redis nodes and three Sentinels of its own, started by the scripts of ops/redis in a temporary folder on free ports: one master
/// that accepts writes, two replicas, all Sentinels aware of all. Ended with the fixture.
/// </summary>
public sealed class RedisTrio : IAsyncLifetime
{
    private readonly StackLayout _layout;
    private readonly Settings _settings;
    private readonly Supervisor _supervisor;

    public RedisTrio()
        : this(encrypts: false)
    {
    }

    private RedisTrio(bool encrypts)
    {
        _layout = StackLayout.RedisOnly(Repository.Root, TestFolder.Make("trio"), FreePorts.Take(6));
        _settings = new Settings(new Dictionary<string, string>(EnvFile.RedisPasswords.ToDictionary(name => name, PasswordOf, StringComparer.Ordinal), StringComparer.Ordinal)
        {
            ["REDIS_MASTER_NAME"] = MasterName,
            ["REDIS_TLS"] = encrypts ? "true" : "false",
        });
        _supervisor = new Supervisor(_layout, _settings, TimeProvider.System);
    }

    /// <summary>One whose nodes speak TLS alone.</summary>
    public static RedisTrio WithTls() => new(encrypts: true);

    /// <summary>Who has certified the nodes; null where they speak in the clear.</summary>
    public X509Certificate2Collection? Authorities
    {
        get
        {
            if (RedisTls.Authority(_layout, _settings) is not { } file)
            {
                return null;
            }

            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            return authorities;
        }
    }

    /// <summary>What the Sentinels call the master.</summary>
    public string MasterName { get; } = "shop";

    /// <summary>The application's, at the Redis nodes and the Sentinels.</summary>
    public string Password { get; } = PasswordOf("REDIS_PASSWORD");

    /// <summary>The settings that hold a password of Redis.</summary>
    public static IReadOnlyList<string> PasswordSettings => EnvFile.RedisPasswords;

    /// <summary>What each user may do at a Redis node.</summary>
    public static string AccessRules => File.ReadAllText(Path.Combine(Repository.Root, "ops/redis/users.acl"));

    /// <summary>Of each user of Redis, by the name of the setting.</summary>
    public static string PasswordOf(string setting) => $"of-a-test-{setting}";

    /// <summary>host:port,host:port,host:port</summary>
    public string Sentinels => _layout.Sentinels;

    /// <summary>redis-1..3 and sentinel-1..3; a node without a process has no pid.</summary>
    public IReadOnlyList<TrioNode> Nodes =>
        [.. _supervisor.Nodes.Select(node => new TrioNode(node.Node.Name, node.Node.Address, node.Process?.Pid))];

    public async Task InitializeAsync()
    {
        _supervisor.StartAll();
        await Eventually.True(IsWholeAsync, "one master with two replicas, known to three Sentinels", TimeSpan.FromSeconds(60));
    }

    public async Task DisposeAsync()
    {
        await _supervisor.DisposeAsync();
        Directory.Delete(_layout.Directory, recursive: true);
    }

    /// <summary>The name of the node that a majority of the Sentinels names, or null.</summary>
    public async Task<string?> MasterAsync() => (await _supervisor.Redis.MasterAsync())?.Name;

    /// <summary><c>master</c> or <c>slave</c> by the node's own word, null when it does not answer.</summary>
    public Task<string?> RoleAsync(string name) => _supervisor.Redis.RoleAsync(_layout.Named(name));

    /// <summary>kill -9; it stays dead. Here and below: a node's name, or "master".</summary>
    /// <returns>The name of the node that it was.</returns>
    public Task<string> KillAsync(string name) => OnAsync(name, node => node.KillAsync());

    /// <summary>Hangs it (SIGSTOP).</summary>
    public Task<string> PauseAsync(string name) => OnAsync(name, node => { node.Pause(); return Task.CompletedTask; });

    /// <summary>Ends the hang (SIGCONT).</summary>
    public Task<string> ResumeAsync(string name) => OnAsync(name, node => { node.Resume(); return Task.CompletedTask; });

    /// <summary>Starts a killed node again, through the start-up guard.</summary>
    public Task<string> StartAsync(string name) => OnAsync(name, node => { node.Start(); return Task.CompletedTask; });

    /// <summary>Whether there is one master with two good replicas, and each Sentinel knows them and both other Sentinels.</summary>
    public async Task<bool> IsWholeAsync()
    {
        if (await _supervisor.Redis.MasterAsync() is not { } master || await _supervisor.Redis.GoodReplicasAsync(master) != 2)
        {
            return false;
        }

        var known = await Task.WhenAll(_layout.Of(NodeKind.Sentinel).Select(sentinel => _supervisor.Redis.KnownToAsync(sentinel)));
        return known.All(of => of == (2, 2));
    }

    /// <summary>The node's log so far: what the start-up guard decided stands in it.</summary>
    public async Task<string> LogAsync(string name) => await File.ReadAllTextAsync(_layout.LogOf(name));

    /// <summary>The node's data directory.</summary>
    public string DataDirectory(string name) => _layout.DirectoryOf(_layout.Named(name));

    /// <summary>Stops all in order, as <c>./shop down</c> does.</summary>
    public Task StopAllInOrderAsync() => _supervisor.StopAllAsync();

    /// <summary>Starts what does not run.</summary>
    public void StartAll() => _supervisor.StartAll();

    /// <summary>SET on the master.</summary>
    /// <returns>How many replicas have it.</returns>
    public Task<long> WriteAsync(string key, string value) => ChangeAsync("SET", key, value);

    /// <summary>GET from the master.</summary>
    public async Task<string?> ReadAsync(string key) => await AskAsync("master", "GET", key) as string;

    /// <summary>
    /// Whether no node keeps in memory alone what it has: Redis puts off writing its log for up to two seconds while the disk is still busy
    /// with what came before.
    /// </summary>
    public async Task<bool> HasWrittenItsLogsAsync() =>
        (await Task.WhenAll(_layout.Of(NodeKind.Redis).Select(node => AskAsync(node.Name, "INFO", "persistence"))))
            .All(text => text is string figures && figures.Contains("\naof_buffer_length:0\r", StringComparison.Ordinal));

    /// <summary>Asks a node, or "master", as the user that may do everything.</summary>
    public async Task<object?> AskAsync(string name, params string[] command)
    {
        var node = await _supervisor.FindAsync(name);
        using var connection = await _supervisor.Redis.OpenAsync(node.Node, TimeSpan.FromSeconds(2));
        return await connection.AskAsync(command);
    }

    /// <summary>Changes the data past the application, and waits for the replicas.</summary>
    /// <returns>How many have it.</returns>
    public async Task<long> ChangeAsync(params string[] command)
    {
        var master = await _supervisor.FindAsync("master");
        using var connection = await _supervisor.Redis.OpenAsync(master.Node, TimeSpan.FromSeconds(5));
        await connection.AskAsync(command);
        return await connection.AskAsync("WAIT", "2", "1000") is long replicas ? replicas : 0;
    }

    /// <summary>Asks as somebody else.</summary>
    /// <returns>The answer, or the words of the refusal.</returns>
    public async Task<object?> AskAsAsync(string user, string password, string name, params string[] command)
    {
        try
        {
            using var connection = await RedisConnection.OpenAsync(_layout.Named(name), user, password, RedisTls.Authority(_layout, _settings), TimeSpan.FromSeconds(5));
            return await connection.AskAsync(command);
        }
        catch (RedisUnreachableException refused)
        {
            return refused.Message;
        }
    }

    private async Task<string> OnAsync(string name, Func<SupervisedNode, Task> act)
    {
        var node = await _supervisor.FindAsync(name);
        await act(node);
        return node.Node.Name;
    }
}

/// <summary>One process of a <see cref="RedisTrio"/>.</summary>
public sealed record TrioNode(string Name, string Address, int? Pid);
