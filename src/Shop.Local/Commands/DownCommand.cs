using Shop.Local.Control;
using Shop.Local.Stack;
using Shop.Local.Supervision;

namespace Shop.Local.Commands;

/// <summary>Stops everything in order. The data stays, unless it is to be wiped.</summary>
internal sealed class DownCommand(CommandContext context)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly StackLayout _layout = context.Layout;

    public async Task<int> RunAsync(bool wipe)
    {
        if (!Directory.Exists(_layout.Directory))
        {
            Console.WriteLine("Nothing runs, and there is no data.");
            return 0;
        }

        using var alone = await context.LockAsync();
        Console.WriteLine((await StopAsync() ? "Stopped." : "Nothing runs.") + (wipe ? "" : " The data stays."));
        if (wipe)
        {
            Wipe();
            var secrets = Path.GetRelativePath(_layout.Root, EnvFile.PathFor(_layout));
            Console.WriteLine($"Removed the data in {Path.GetFileName(_layout.Directory)}. {secrets} with the secrets stays.");
        }

        return 0;
    }

    /// <summary>Whether anything ran.</summary>
    public async Task<bool> StopAsync()
    {
        var supervised = await StopSupervisedAsync();
        var strays = await new Strays(_layout).EndAsync();
        return supervised || strays.Count > 0;
    }

    private async Task<bool> StopSupervisedAsync()
    {
        if (!SupervisorProcess.IsAlive(_layout))
        {
            return false;
        }

        try
        {
            await context.Supervisor.TryAskAsync(new ControlRequest("status")); // one that hangs shows it here, within seconds
            await context.Supervisor.TryAskAsync(new ControlRequest("down"), Limit);
        }
        catch (Refusal)
        {
            Console.WriteLine("The supervisor does not answer: ending it, then its nodes.");
        }

        if (!await Until.TrueAsync(() => Task.FromResult(!SupervisorProcess.IsAlive(_layout)), TimeSpan.FromSeconds(5)))
        {
            await SupervisorProcess.EndAsync(_layout);
        }

        return true;
    }

    private void Wipe()
    {
        var all = new DirectoryInfo(_layout.Directory).EnumerateFileSystemInfos();
        foreach (var entry in all.Where(entry => entry.Name is not (".env" or "command.lock")))
        {
            if (entry is DirectoryInfo folder)
            {
                folder.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
    }
}
