using Shop.Local.Backups;
using Shop.Local.Control;
using Shop.Local.Demo;
using Shop.Local.Nodes;
using Shop.Local.Packages;
using Shop.Local.Readiness;
using Shop.Local.Stack;
using Shop.Local.Supervision;

namespace Shop.Local.Commands;

/// <summary>Starts the stack in the background and returns when it sells.</summary>
internal sealed class UpCommand(CommandContext context)
{
    private const int DemoProducts = 100;

    private readonly StackLayout _layout = context.Layout;

    public async Task<int> RunAsync()
    {
        await DebianPackages.EnsureAsync();
        using var alone = await context.LockAsync();
        var running = await context.Supervisor.TryAskAsync(new ControlRequest("up"));
        if (running is not null)
        {
            Origin.Check(_layout, context.Settings); // with another password no check would ever come true
            context.RefuseChangedTls(running);
            Console.WriteLine($"The shop runs already. {running.Message}".TrimEnd());
        }
        else
        {
            new BackupScripts(_layout).RefuseCutOff();
            await StartAsync();
        }

        var ready = new ReadinessChecks(context);
        try
        {
            await ready.WaitAsync();
            await FillAsync();
        }
        catch (Refusal) when (running is null)
        {
            await new DownCommand(context).StopAsync();
            throw;
        }

        Console.WriteLine(Welcome.Text(_layout, context.Shop));
        return 0;
    }

    /// <summary>Starts the nodes and does not wait for them.</summary>
    public async Task StartAsync()
    {
        DiskSpace.Check(_layout.Directory);
        if (EnvFile.Ensure(_layout) is { } made)
        {
            Console.WriteLine(made);
        }

        var settings = context.Settings;
        Origin.Check(_layout, settings);
        var strays = await new Strays(_layout).EndAsync();
        if (strays.Count > 0)
        {
            Console.WriteLine($"Ended {strays.Count} processes that an earlier run left behind.");
        }

        PortOwners.RefuseTaken(_layout);
        Origin.Record(_layout, settings);
        foreach (var api in _layout.Of(NodeKind.Api))
        {
            ApiNode.Deploy(_layout, api);
        }

        SupervisorProcess.Start(_layout, context.Offset);
    }

    /// <summary>An empty shop gets something to sell; in any other a write is tried and taken back.</summary>
    private async Task FillAsync()
    {
        using var shop = new ShopClient(_layout);
        if (await shop.IsEmptyAsync())
        {
            await new Seeding(shop, context.Settings).ProductsAsync(DemoProducts);
            Console.WriteLine($"Filled the empty shop with {DemoProducts} demo products.");
        }
        else
        {
            await shop.TryAWriteAsync();
            Console.WriteLine("A write was acknowledged.");
        }
    }
}
