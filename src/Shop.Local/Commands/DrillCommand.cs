using System.Runtime.InteropServices;
using Shop.Local.Drill;
using Shop.Local.Packages;
using Shop.Local.Stack;

namespace Shop.Local.Commands;

/// <summary>Load, a fault, the heal, and a verdict from the data: on a stack of its own, which goes when the drill ends.</summary>
internal sealed class DrillCommand(DrillOptions options)
{
    public async Task<int> RunAsync()
    {
        await DebianPackages.EnsureAsync();
        using var ended = new CancellationTokenSource();
        using var onInt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => End(signal, ended));
        using var onTerm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => End(signal, ended));
        try
        {
            var runs = await RunAllAsync(ended.Token);
            Console.WriteLine($"\n{TextReport.Summary(runs)}");
            if (options.Report is { } path)
            {
                await File.WriteAllTextAsync(path, HtmlReport.Page(runs, options));
                Console.WriteLine($"The report is in {path}.");
            }

            return runs.All(run => run.IsGood) ? 0 : 1;
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            throw new Refusal("Ended before its time; nothing of the drill stays behind.");
        }
    }

    private async Task<List<DrillResult>> RunAllAsync(CancellationToken stop)
    {
        Console.WriteLine("Starting a shop of the drill's own...");
        await using var stack = await DrillStack.StartAsync(options.Alerts, stop);
        Console.WriteLine("Warming up...");
        await new DrillRun(stack, options).WarmUpAsync().WaitAsync(stop);
        Console.WriteLine($"{Machine.Text}\n\n{TextReport.Header}");
        var runs = new List<DrillResult>();
        var growths = stack.Layout.Of(NodeKind.Api).Select(api => (Api: api, Growth: new Growth(api.Name))).ToArray();
        foreach (var scenario in options.Scenarios)
        {
            var obstacle = scenario.NeedsPacketFilter ? await PacketFilter.ObstacleAsync() : null;
            for (var number = 1; number <= (obstacle is null ? options.Repeat : 1); number++)
            {
                var run = obstacle is null
                    ? await new DrillRun(stack, options).RunAsync(scenario, number).WaitAsync(stop)
                    : DrillResult.Skip(scenario, obstacle);
                Console.WriteLine(TextReport.Row(run));
                Console.Write(TextReport.Notes(run));
                runs.Add(run);
                foreach (var (api, growth) in growths)
                {
                    growth.Add(await stack.FootprintOfAsync(api));
                }
            }
        }

        Console.WriteLine($"\n{string.Join('\n', growths.Select(each => each.Growth))}");
        return runs;
    }

    private static void End(PosixSignalContext signal, CancellationTokenSource ended)
    {
        signal.Cancel = true; // the default would end us before our nodes
        ended.Cancel();
    }
}
