using System.Globalization;
using Shop.Local.Backups;
using Shop.Local.Control;
using Shop.Local.Demo;
using Shop.Local.Packages;
using Shop.Local.Readiness;
using Shop.Local.Stack;
using Shop.Local.Wire;

namespace Shop.Local.Commands;

/// <summary>
/// Replaces the data by a backup's. The API stops as well, so that no write which it still holds gets into other data than it was
/// meant for. The data of before is kept until the shop has taken a write with the new.
/// </summary>
internal sealed class RestoreCommand(CommandContext context)
{
    private readonly StackLayout _layout = context.Layout;
    private readonly BackupScripts _scripts = new(context.Layout);

    public async Task<int> RunAsync(string? file, bool isAgreed)
    {
        if (file is null)
        {
            throw new Refusal($"restore needs the name of a backup: {context.Shop} restore shop.backup.");
        }

        await DebianPackages.EnsureAsync();
        var path = CommandContext.PathOf(file);
        var backup = await _scripts.CheckAsync(path);
        using var alone = await context.LockAsync();
        var wasRunning = await RefuseWhatDoesNotFitAsync();
        await AnnounceAsync(backup, wasRunning);
        if (!isAgreed && !await IsConfirmedAsync())
        {
            throw new Refusal("Nothing was changed: it takes a yes, or --yes.");
        }

        await _scripts.PrepareAsync(path);
        await ReplaceAsync(backup, wasRunning);
        await _scripts.FinishAsync();
        Console.WriteLine($"""
            Restored: the shop is open at http://{_layout.Nginx.Address} with the data of {Said(backup.Time)}.
            Tokens, cursors and retries of then go on where SECRET_KEY is that of the backup's shop; its admin keeps the password of then.
            """);
        return 0;
    }

    /// <summary>Whether the shop runs.</summary>
    private async Task<bool> RefuseWhatDoesNotFitAsync()
    {
        _scripts.RefuseCutOff();
        EnvFile.Ensure(_layout);
        Origin.Check(_layout, context.Settings);
        if (await context.Supervisor.TryAskAsync(new ControlRequest("status")) is not { } running)
        {
            return false;
        }

        context.RefuseChangedTls(running);
        return true;
    }

    private async Task AnnounceAsync(BackupManifest backup, bool isRunning)
    {
        var present = isRunning
            ? (await PresentAsync())?.ToString() ?? "data that nobody can count while there is no master"
            : "what is in the data directories, not counted because the shop is down";
        Console.WriteLine($"Now:    {present}");
        Console.WriteLine($"Backup: {backup.Holdings}, as of {Said(backup.Time)}");
        Console.WriteLine("The backup replaces all that is there now.");
    }

    private static string Said(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);

    private static async Task<bool> IsConfirmedAsync()
    {
        await Console.Out.WriteAsync("Type yes to go on: ");
        return await Console.In.ReadLineAsync() == "yes";
    }

    private async Task ReplaceAsync(BackupManifest backup, bool wasRunning)
    {
        var stack = new DownCommand(context);
        try
        {
            await stack.StopAsync();
            await _scripts.SwitchAsync();
            await StartAsync();
            await ProveAsync(backup);
        }
        catch (Exception problem) when (problem is Refusal or IOException or HttpRequestException or OperationCanceledException)
        {
            Console.WriteLine("The restore failed: going back to the data of before.");
            await stack.StopAsync();
            await _scripts.UndoAsync();
            if (wasRunning)
            {
                await StartAsync();
            }

            throw new Refusal($"{problem.Message}\nThe data of before is back; the shop {(wasRunning ? "runs" : "is down")} as it did.");
        }
    }

    private async Task StartAsync()
    {
        await new UpCommand(context).StartAsync();
        await new ReadinessChecks(context).WaitAsync();
    }

    private async Task ProveAsync(BackupManifest backup)
    {
        if (await PresentAsync() is not { } present || !present.Cover(backup.Holdings))
        {
            throw new Refusal("The master does not hold what the backup does.");
        }

        using var shop = new ShopClient(_layout);
        await shop.TryAWriteAsync();
    }

    private async Task<Holdings?> PresentAsync()
    {
        var redis = new RedisQuestions(_layout, context.Settings);
        return await redis.MasterAsync() is { } master ? await redis.HoldingsAsync(master) : null;
    }
}
