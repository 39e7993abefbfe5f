using Shop.Local.Control;
using Shop.Local.Stack;
using Shop.Local.Wire;

namespace Shop.Local.Supervision;

/// <summary>Nodes whose supervisor is gone, known by the pid and start time that each of them recorded.</summary>
internal sealed class Strays(StackLayout layout)
{
    public IReadOnlyList<RunningNode> Find() =>
    [
        .. layout.Nodes
            .Select(node => (node, process: ProcessIdentity.FromRecord(layout.RecordOf(node.Name))))
            .Where(record => record.process is { IsGroupAlive: true })
            .Select(record => new RunningNode(record.node, record.process!.Value)),
    ];

    /// <summary>Stops them in the order of a <c>down</c>.</summary>
    public async Task<IReadOnlyList<RunningNode>> EndAsync()
    {
        var strays = Find();
        await new OrderlyStop(layout, new RedisQuestions(layout, SettingsOrNone())).StopAllAsync(strays);
        return strays;
    }

    /// <summary>Those of every stack of a repository whose supervisor is gone; a stack that is looked after is left alone.</summary>
    public static async Task EndAllAsync(string root)
    {
        foreach (var layout in StackLayout.AllBelow(root).Where(layout => !SupervisorProcess.IsAlive(layout)))
        {
            await new Strays(layout).EndAsync();
        }
    }

    /// <summary>Strays must end even when .env is gone; then Redis gets a signal instead of SHUTDOWN.</summary>
    private Settings SettingsOrNone()
    {
        try
        {
            var settings = Settings.Load(EnvFile.PathFor(layout));
            _ = (settings.OperatorPassword, settings.EncryptsRedis);
            return settings;
        }
        catch (Refusal)
        {
            return new Settings(new Dictionary<string, string>(StringComparer.Ordinal) { ["REDIS_OPERATOR_PASSWORD"] = "unknown" });
        }
    }

    /// <summary>Kills whatever the records below a folder name: what an interrupted test run left behind.</summary>
    public static async Task KillBelowAsync(string folder)
    {
        var records = Directory.EnumerateFiles(folder, "*.pid", SearchOption.AllDirectories);
        foreach (var record in records.OrderBy(path => Path.GetFileName(path) != "supervisor.pid")) // first, or it starts the others again
        {
            if (ProcessIdentity.FromRecord(record) is { } process)
            {
                process.SignalGroup(PosixSignalNumber.Kill);
                await process.IsGoneWithinAsync(TimeSpan.FromSeconds(5));
            }
        }
    }
}
