using System.Security.Cryptography;
using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>
/// One multiplexer that stands for one connection to the master. The library redials by itself and goes on with its queue, so that scripts and
/// their WAIT could run on different connections, and WAIT on a fresh one confirms at once. The name given at the start belongs to the server's
/// side of one connection: where the last command of a batch finds it, all of the batch ran there. (CLIENT ID is no such proof: it starts again
/// with the server.)
/// </summary>
internal sealed class WriteSession : IDisposable
{
    // A batch that another master has overtaken cannot be acknowledged; what is on the wire gets this long to arrive.
    private static readonly TimeSpan OvertakenGrace = TimeSpan.FromMilliseconds(30);

    private static readonly LuaScript OpenBatch = LuaScript.Load(nameof(OpenBatch));
    private static readonly LuaScript OpenLineage = LuaScript.Load(nameof(OpenLineage));
    private static readonly LuaScript RaiseWatermark = LuaScript.Load(nameof(RaiseWatermark));

    private readonly ConnectionMultiplexer _connection;
    private readonly IDatabase _database;
    private readonly string _name;
    private readonly Dictionary<LuaScript, Task> _loads = [];
    private readonly CancellationTokenSource _ended = new();
    private readonly RedisOptions _options;
    private readonly TimeProvider _time;
    private readonly Task _left;
    private volatile bool _failed;

    private WriteSession(ConnectionMultiplexer connection, string address, Topology topology, RedisOptions options, TimeProvider time)
    {
        ClientLibrary.KeepOrder(connection);
        _connection = connection;
        _database = connection.GetDatabase();
        _name = "writer-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _options = options;
        _time = time;
        Address = address;
        _left = topology.LeftAsync(address, _ended.Token);

        // Early warning only: the event comes late or not at all, the name is the proof.
        connection.ConnectionFailed += (_, _) => _failed = true;
    }

    public string Address { get; }

    public bool IsBroken => _failed || !_connection.IsConnected;

    /// <summary>Null when the node cannot be reached or is not master.</summary>
    public static async Task<WriteSession?> OpenAsync(
        string address, Topology topology, RedisOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await ClientLibrary.ConnectNodeAsync(address, options, time, cancellationToken) is not { } connection)
        {
            return null;
        }

        var session = new WriteSession(connection, address, topology, options, time);
        try
        {
            if (await session.IntroduceAsync(cancellationToken))
            {
                return session;
            }

            session.Dispose();
            return null;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public async Task<BatchAnswer> SendAsync(IReadOnlyList<PendingCommit> commits, TopologySnapshot snapshot, CancellationToken cancellationToken)
    {
        var batch = _database.CreateBatch();
        Load(batch, commits.Select(commit => commit.Script));
        var opened = Run(batch, OpenBatch, [snapshot.Acknowledgements, .. snapshot.Confirmers]);
        var results = commits.Select(commit => Start(batch, commit)).ToArray();

        // By Execute: the typed call is refused while the library still takes the node for a replica.
        var raised = Run(batch, RaiseWatermark);
        var written = batch.ExecuteAsync("ROLE");
        var wait = batch.ExecuteAsync("WAIT", snapshot.Acknowledgements, (int)_options.ReplicaWait.TotalMilliseconds);
        var held = batch.ExecuteAsync("ROLE");
        var name = batch.ExecuteAsync("CLIENT", "GETNAME");
        batch.Execute();

        await AnsweredAsync(name, cancellationToken); // the last one: answers come in as they were asked for
        results = [.. results.Zip(commits, (result, commit) => OrLoadFailure(result, commit.Script))];
        Task<RedisResult>[] commands = [opened, raised, written, wait, held, name];
        var trouble = commands.Select(Trouble).FirstOrDefault(said => said is not null)
            ?? (IsMine(await name) ? null : "the connection changed under the batch");
        if (trouble is not null)
        {
            return BatchAnswer.Unproven(results, trouble);
        }

        return MasterRole.Read(await written) is { } before && MasterRole.Read(await held) is { } after
            ? new BatchAnswer(
                results, (int)await wait, after.Holders(before.Offset), Watermark.Read((RedisValue[])(await raised)!), Trouble: null)
            : BatchAnswer.Unproven(results, "the node is no longer master");
    }

    /// <summary>Ends the session. What it had on the way gets no answer any more.</summary>
    public void Dispose()
    {
        _failed = true;
        _ended.Cancel();
        _ended.Dispose();
        ClientLibrary.Abandon(_connection);
    }

    /// <summary>
    /// Names the connection, loads all scripts, asks for the role (the Sentinels' word is not enough to write), and begins this master's lineage
    /// before anything else is written to it.
    /// </summary>
    private async Task<bool> IntroduceAsync(CancellationToken cancellationToken)
    {
        var batch = _database.CreateBatch();
        var named = batch.ExecuteAsync("CLIENT", "SETNAME", _name);
        Load(batch, LuaScript.All);
        var role = batch.ExecuteAsync("ROLE");
        var opened = Run(batch, OpenLineage);
        batch.Execute();
        await Task.WhenAll(named, role).WaitAsync(_options.ConnectLimit + _options.BatchLimit, _time, cancellationToken);
        if (MasterRole.Read(await role) is null)
        {
            return false;
        }

        await opened.WaitAsync(_options.BatchLimit, _time, cancellationToken);
        return true;
    }

    private static Task<RedisResult> Run(IBatch batch, LuaScript script, params object[] arguments) =>
        batch.ExecuteAsync("EVALSHA", [Convert.ToHexStringLower(script.Hash), 1, (RedisKey)Keys.Watermark, .. arguments]);

    private void Load(IBatch batch, IEnumerable<LuaScript> scripts)
    {
        foreach (var script in scripts.Where(script => !_loads.ContainsKey(script)))
        {
            _loads[script] = batch.ExecuteAsync("SCRIPT", "LOAD", script.Source);
        }
    }

    // Redis answers NOSCRIPT for a script that it could not compile, which looks like one that it has forgotten. Its SCRIPT LOAD said why.
    private Task<RedisResult> OrLoadFailure(Task<RedisResult> result, LuaScript script) =>
        _loads[script].Exception?.InnerException is { } defect && !TransientFailure.Is(defect) ? Task.FromException<RedisResult>(defect) : result;

    // An argument that the library refuses is the fault of that one write, not of the batch.
    private static Task<RedisResult> Start(IBatch batch, PendingCommit commit)
    {
        try
        {
            return batch.ScriptEvaluateAsync(commit.Script.Hash, commit.Keys, commit.Arguments);
        }
        catch (Exception exception) when (!TransientFailure.Is(exception))
        {
            return Task.FromException<RedisResult>(exception);
        }
    }

    private async Task AnsweredAsync(Task last, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(last, _left, Task.Delay(_options.BatchLimit, _time, limit.Token));
        if (first == _left)
        {
            await Task.WhenAny(last, Task.Delay(OvertakenGrace, _time, limit.Token));
        }

        await limit.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static string? Trouble(Task command) =>
        command.IsCompletedSuccessfully ? null : command.Exception?.InnerException?.Message ?? "no answer in time";

    private bool IsMine(RedisResult name) => !name.IsNull && string.Equals((string?)name, _name, StringComparison.Ordinal);
}
